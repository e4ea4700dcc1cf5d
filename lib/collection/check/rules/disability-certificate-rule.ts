import { findRuleField, type RuleCompiler } from './rule-context.ts';

/**
 * Reports at the id, the category and the grade separately. Values of another length are not compared: they are no
 * national codes, or the number of another document.
 *
 *   41110219900307001X43   id 1–18, category 19, grade 20
 */
export const compileDisabilityCertificateParts: RuleCompiler<'disability-certificate-parts'> = (rule, context) => {
  const { index: certificate, label } = findRuleField(rule.certificate, rule, context);
  const facts = { other: label };
  const parts = [
    { key: rule.id, from: 0, to: 18 },
    { key: rule.category, from: 18, to: 19 },
    { key: rule.grade, from: 19, to: 20 },
  ].flatMap(({ key, from, to }) => (key === undefined ? [] : [{ ...findRuleField(key, rule, context), from, to }]));
  return (values) => {
    const number = values[certificate] ?? null;
    if (number === null) return;
    for (const { index, from, to } of parts) {
      const value = values[index] ?? null;
      if (value !== null && value.length === to - from && value !== number.slice(from, to))
        context.state.noteAt(index, 'disability-certificate-parts-differ', facts, rule.severity);
    }
  };
};
