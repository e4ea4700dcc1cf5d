import { openEnd } from '../../../kernel/formats/dates/date-or-open-end.ts';
import { findRuleField, type RuleCompiler } from './rule-context.ts';

/** Differences up to this much beyond the tolerance are rounding errors of binary fractions. */
const roundingError = 1e-6;

/** Reports at the second day. An open end is after every day; a month and a day are compared by month. */
export const compileInOrder: RuleCompiler<'in-order'> = (rule, context) => {
  const { index: first, label } = findRuleField(rule.first, rule, context);
  const { index: second } = findRuleField(rule.second, rule, context);
  const facts = { other: label };
  return (values) => {
    const from = values[first] ?? null;
    const to = values[second] ?? null;
    if (from === null || to === null || from <= to || from.startsWith(openEnd) || to.startsWith(openEnd)) return;
    if (!from.startsWith(to)) context.state.noteAt(second, 'dates-out-of-order', facts, rule.severity);
  };
};

/** Reports at the total, when it and all its parts are filled. */
export const compileSum: RuleCompiler<'sum'> = (rule, context) => {
  const { index: total } = findRuleField(rule.total, rule, context);
  const parts = rule.parts.map((key) => findRuleField(key, rule, context));
  const facts = { parts: parts.map(({ label }) => `“${label}”`).join('与'), tolerance: rule.tolerance };
  return (values) => {
    const sum = values[total] ?? null;
    if (sum === null) return;
    let difference = Number(sum);
    for (const { index } of parts) {
      const value = values[index] ?? null;
      if (value === null) return;
      difference -= Number(value);
    }
    if (Math.abs(difference) > rule.tolerance + roundingError)
      context.state.noteAt(total, 'sum-differs', facts, rule.severity);
  };
};

/** Reports at the second field. */
export const compileDifferent: RuleCompiler<'different'> = (rule, context) => {
  const { index: first, label } = findRuleField(rule.first, rule, context);
  const { index: second } = findRuleField(rule.second, rule, context);
  const facts = { other: label };
  return (values) => {
    const value = values[second] ?? null;
    if (value !== null && value === values[first])
      context.state.noteAt(second, 'values-not-different', facts, rule.severity);
  };
};
