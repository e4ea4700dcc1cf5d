import { findCode } from '../../../kernel/formats/text/code.ts';
import { findRuleField, type RuleCompiler } from './rule-context.ts';

/** Reports at the first field that has a column, naming all of them. */
export const compileAnyFilled: RuleCompiler<'any-filled'> = (rule, context) => {
  const { columns, state } = context;
  const fields = rule.fields.map((key) => findRuleField(key, rule, context));
  const first = fields.find(({ index }) => (columns[index] ?? -1) >= 0) ?? fields[0];
  const facts = { labels: fields.map(({ label }) => `“${label}”`).join('、') };
  return (values) => {
    if (fields.every(({ index }) => (values[index] ?? null) === null && !state.faulty(index)))
      state.noteAt(first?.index ?? 0, 'none-filled', facts, rule.severity);
  };
};

/** Reports at the field that must be filled. The rule may give its values as codes or as labels. */
export const compileFilledWhen: RuleCompiler<'filled-when'> = (rule, context) => {
  const { codeLists, columns, state } = context;
  const { index: field, label, codeList } = findRuleField(rule.field, rule, context);
  const { index: needed } = findRuleField(rule.needed, rule, context);
  const list = codeList === undefined ? undefined : codeLists.get(codeList);
  const triggers = new Set(
    rule.values.map((value) => (list === undefined ? undefined : findCode(list, value)) ?? value),
  );
  const facts = { other: label };
  const isAbsent = (columns[needed] ?? -1) < 0;
  return (values) => {
    const value = values[field] ?? null;
    if (isAbsent || value === null || !triggers.has(value)) return;
    if ((values[needed] ?? null) !== null || state.faulty(needed)) return;
    state.noteAt(needed, 'filled-when-empty', facts, rule.severity);
  };
};
