import { findRuleField, type RuleCompiler, type RuleField } from './rule-context.ts';

const citizenIdShape = /^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;

/** Tells citizen ids (GB 11643, 18 characters) from the other document numbers that a column may hold. */
function citizenIdTest(field: RuleField): (number: string) => boolean {
  return field.format === 'citizen-id' ? (number) => number.length === 18 : (number) => citizenIdShape.test(number);
}

/** Reports at the birth date, which is a day or a month alone. */
export const compileBirthDateOfId: RuleCompiler<'birth-date-of-id'> = (rule, context) => {
  const id = findRuleField(rule.id, rule, context);
  const { index: birthDate } = findRuleField(rule.birthDate, rule, context);
  const facts = { other: id.label };
  const isCitizenId = citizenIdTest(id);
  return (values) => {
    const number = values[id.index] ?? null;
    const date = values[birthDate] ?? null;
    if (number === null || date === null || !isCitizenId(number)) return;
    if (!hasBirthDate(number, date))
      context.state.noteAt(birthDate, 'birth-date-differs-from-id', facts, rule.severity);
  };
};

/** Compares `41110219900307001X` with `1990-03-07` or `1990-03`, without allocating strings for every row. */
function hasBirthDate(id: string, date: string): boolean {
  return (
    samePair(id, 6, date, 0) &&
    samePair(id, 8, date, 2) &&
    samePair(id, 10, date, 5) &&
    (date.length < 10 || samePair(id, 12, date, 8))
  );
}

function samePair(id: string, idAt: number, date: string, dateAt: number): boolean {
  return id.charCodeAt(idAt) === date.charCodeAt(dateAt) && id.charCodeAt(idAt + 1) === date.charCodeAt(dateAt + 1);
}

const [maleValues, femaleValues] = [new Set(['1', '男']), new Set(['2', '女'])];

/** Reports at the sex. The codes 0 (未知) and 9 (未说明) contradict no id. */
export const compileSexOfId: RuleCompiler<'sex-of-id'> = (rule, context) => {
  const id = findRuleField(rule.id, rule, context);
  const { index: sex } = findRuleField(rule.sex, rule, context);
  const facts = { other: id.label };
  const isCitizenId = citizenIdTest(id);
  return (values) => {
    const number = values[id.index] ?? null;
    const value = values[sex] ?? null;
    if (number === null || value === null || !isCitizenId(number)) return;
    const isMale = number.charCodeAt(16) % 2 === 1;
    const contradictions = isMale ? femaleValues : maleValues;
    if (contradictions.has(value)) context.state.noteAt(sex, 'sex-differs-from-id', facts, rule.severity);
  };
};
