import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { RowRule } from '../../../schemas/catalogue/rule.ts';
import { openEnd } from '../../kernel/formats/dates/date-or-open-end.ts';
import { findCode } from '../../kernel/formats/text/code.ts';
import type { RowState } from './fault.ts';

/** `columns` are 0-based, -1 where absent. */
export type RuleContext = {
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly columns: readonly number[];
  readonly state: RowState;
};

export type RuleKind = RowRule['kind'];
export type RuleByKind = { readonly [Kind in RuleKind]: Extract<RowRule, { readonly kind: Kind }> };

export type ValuesCheck = (values: readonly (string | null)[]) => void;

export type RuleCompiler<Kind extends RuleKind> = (rule: RuleByKind[Kind], context: RuleContext) => ValuesCheck;

export type RuleField = Pick<Field, 'label' | 'format' | 'codeList'> & { readonly index: number };

function findRuleField(key: string, rule: RowRule, { content }: RuleContext): RuleField {
  const index = content.fields.findIndex((field) => field.key === key);
  const field = content.fields[index];
  if (field === undefined)
    throw new Error(`a rule of kind ${rule.kind} names the field ${key}, which is not in the dataset`);
  return { ...field, index };
}

/** Sums of binary fractions are this inexact. */
const roundingError = 1e-6;

/** Reports at the second day. An open end is after every day; a month and a day compare by month. */
const compileInOrder: RuleCompiler<'in-order'> = (rule, context) => {
  const first = findRuleField(rule.first, rule, context);
  const { index: second } = findRuleField(rule.second, rule, context);
  const facts = { other: first.label };
  const readFirst = dayReader(first);
  const code = mayHoldId(first) ? 'before-birth' : 'dates-out-of-order';
  return (values) => {
    const to = values[second] ?? null;
    const from = to === null ? null : readFirst(values);
    if (from === null || to === null || to === null || from <= to || from.startsWith(openEnd) || to.startsWith(openEnd))
      return;
    if (!from.startsWith(to)) context.state.noteAt(second, code, facts, rule.severity);
  };
};

const compileNotMore: RuleCompiler<'not-more'> = (rule, context) => {
  const { index: part } = findRuleField(rule.part, rule, context);
  const { index: whole, label } = findRuleField(rule.whole, rule, context);
  const facts = { other: label };
  return (values) => {
    const [some, all] = [values[part] ?? null, values[whole] ?? null];
    if (some !== null && all !== null && Number(some) > Number(all) + roundingError)
      context.state.noteAt(part, 'part-exceeds-whole', facts, rule.severity);
  };
};

/** Reports at the day. Without an id the sex is unknown: the lower age holds. */
const compileAgeOnDay: RuleCompiler<'age-on-day'> = (rule, context) => {
  const birth = findRuleField(rule.birth, rule, context);
  const { index: day } = findRuleField(rule.day, rule, context);
  const readBirth = dayReader(birth);
  const lower = Math.min(rule.male, rule.female);
  const yearsOf = mayHoldId(birth) ? (id: string) => (isMaleId(id) ? rule.male : rule.female) : () => lower;
  return (values) => {
    const on = values[day] ?? null;
    const born = on === null ? null : readBirth(values);
    if (on === null || born === null || on.startsWith(openEnd) || born.startsWith(openEnd)) return;
    const years = yearsOf(values[birth.index] ?? '');
    const comesOfAge = `${Number(born.slice(0, 4)) + years}`.padStart(4, '0') + born.slice(4);
    if (comesOfAge > on && !comesOfAge.startsWith(on))
      context.state.noteAt(day, 'age-too-low', { other: birth.label, years }, rule.severity);
  };
};

const compileSum: RuleCompiler<'sum'> = (rule, context) => {
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

const compileDifferent: RuleCompiler<'different'> = (rule, context) => {
  const { index: first, label } = findRuleField(rule.first, rule, context);
  const { index: second } = findRuleField(rule.second, rule, context);
  const facts = { other: label };
  return (values) => {
    const value = values[second] ?? null;
    if (value !== null && value === values[first])
      context.state.noteAt(second, 'values-not-different', facts, rule.severity);
  };
};

const compileAnyFilled: RuleCompiler<'any-filled'> = (rule, context) => {
  const { columns, state } = context;
  const fields = rule.fields.map((key) => findRuleField(key, rule, context));
  const first = fields.find(({ index }) => (columns[index] ?? -1) >= 0) ?? fields[0];
  const facts = { labels: fields.map(({ label }) => `“${label}”`).join('、') };
  return (values) => {
    if (fields.every(({ index }) => (values[index] ?? null) === null && !state.faulty(index)))
      state.noteAt(first?.index ?? 0, 'none-filled', facts, rule.severity);
  };
};

/** The rule gives its values as codes or as labels. */
const compileFilledWhen: RuleCompiler<'filled-when'> = (rule, context) => {
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

const citizenIdShape = /^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;

function mayHoldId({ format }: RuleField): boolean {
  return idFormats.has(format);
}

const idFormats: ReadonlySet<Field['format']> = new Set([
  'citizen-id',
  'identity-document',
  'citizen-id-or-credit-code',
  'driving-licence',
]);

/** Reads a day, or the day of birth in a citizen id (GB 11643); `null` for other documents. */
function dayReader(field: RuleField): (values: readonly (string | null)[]) => string | null {
  const { index } = field;
  if (!mayHoldId(field)) return (values) => values[index] ?? null;
  return (values) => {
    const id = values[index] ?? null;
    if (id === null || !citizenIdShape.test(id)) return null;
    return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
  };
}

function isMaleId(id: string): boolean {
  return id.charCodeAt(16) % 2 === 1;
}

/** Tells citizen ids (GB 11643) from other document numbers in the column. */
function citizenIdTest(field: RuleField): (number: string) => boolean {
  return field.format === 'citizen-id' ? (number) => number.length === 18 : (number) => citizenIdShape.test(number);
}

/** The birth date is a day or a month. */
const compileBirthDateOfId: RuleCompiler<'birth-date-of-id'> = (rule, context) => {
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

/** Compares `41110219900307001X` with `1990-03-07` or `1990-03`, without allocating. */
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
const compileSexOfId: RuleCompiler<'sex-of-id'> = (rule, context) => {
  const id = findRuleField(rule.id, rule, context);
  const { index: sex } = findRuleField(rule.sex, rule, context);
  const facts = { other: id.label };
  const isCitizenId = citizenIdTest(id);
  return (values) => {
    const number = values[id.index] ?? null;
    const value = values[sex] ?? null;
    if (number === null || value === null || !isCitizenId(number)) return;
    const contradictions = isMaleId(number) ? femaleValues : maleValues;
    if (contradictions.has(value)) context.state.noteAt(sex, 'sex-differs-from-id', facts, rule.severity);
  };
};

/**
 * Reports at each part. Values of another length are no national codes, or another document's number.
 *
 *   41110219900307001X43   id 1–18, category 19, grade 20
 */
const compileDisabilityCertificateParts: RuleCompiler<'disability-certificate-parts'> = (rule, context) => {
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

type RuleCompilers = { readonly [Kind in RuleKind]: RuleCompiler<Kind> };

const compilers: RuleCompilers = {
  'in-order': compileInOrder,
  'birth-date-of-id': compileBirthDateOfId,
  'sex-of-id': compileSexOfId,
  sum: compileSum,
  'not-more': compileNotMore,
  'age-on-day': compileAgeOnDay,
  different: compileDifferent,
  'any-filled': compileAnyFilled,
  'filled-when': compileFilledWhen,
  'disability-certificate-parts': compileDisabilityCertificateParts,
};

/** Compiles a rule between the cells of a row. Throws when it names an unknown field. */
export function compileRule(rule: RowRule, context: RuleContext): ValuesCheck {
  return compileKind(rule.kind, rule, context);
}

function compileKind<Kind extends RuleKind>(kind: Kind, rule: RuleByKind[Kind], context: RuleContext): ValuesCheck {
  return compilers[kind](rule, context);
}
