import { listRuleFields } from '../../../../lib/catalogue/content/list-rule-fields.ts';
import { toDayNumber, toDay } from '../../../../lib/kernel/synthetic/day-numbers.ts';
import type { SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { RowRule } from '../../../../schemas/catalogue/rule.ts';
import type { FaultyRow, FaultInjector } from './fault-injector.ts';

/** Injects faults between valid cells. A key field never gets a mere warning. */
export function rowFaults(content: DatasetContent): FaultInjector[] {
  return content.rules.flatMap((rule) => createRuleFault(rule, content) ?? []);
}

function createRuleFault(rule: RowRule, content: DatasetContent): FaultInjector | undefined {
  const inKey = (field: string): boolean => content.key.includes(field);
  switch (rule.kind) {
    case 'in-order':
      return createOrderFault(rule, content);
    case 'birth-date-of-id': {
      const { id, birthDate } = rule;
      if (inKey(birthDate)) return undefined;
      return {
        code: 'birth-date-differs-from-id',
        field: birthDate,
        inject: (row) => otherBirthDate(row, id, birthDate),
      };
    }
    case 'sex-of-id': {
      const { id, sex } = rule;
      return inKey(sex)
        ? undefined
        : { code: 'sex-differs-from-id', field: sex, inject: (row) => otherSex(row, id, sex) };
    }
    case 'not-more': {
      const { part, whole } = rule;
      return { code: 'part-exceeds-whole', field: part, inject: (row) => moreThan(row, part, whole) };
    }
    case 'age-on-day':
      return undefined;
    case 'sum':
      return createSumFault(rule, content);
    case 'different': {
      const { first, second } = rule;
      if (changesLinkedField(second, content)) return undefined;
      return { code: 'values-not-different', field: second, inject: (row) => sameValue(row, first, second, content) };
    }
    case 'any-filled':
      return createNoneFilledFault(rule.fields, content);
    case 'disability-certificate-parts': {
      const { grade } = rule;
      if (grade === undefined) return undefined;
      return { code: 'disability-certificate-parts-differ', field: grade, inject: (row) => otherGrade(row, grade) };
    }
    case 'filled-when':
      return createEmptyFault(rule.needed, content);
  }
}

/** Another rule about the second day would find the fault too. */
function createOrderFault(
  rule: Extract<RowRule, { readonly kind: 'in-order' }>,
  { rules }: DatasetContent,
): FaultInjector | undefined {
  const { first, second } = rule;
  const isShared = rules.some((other) => other !== rule && listRuleFields(other).some(({ key }) => key === second));
  if (isShared) return undefined;
  return { code: 'dates-out-of-order', field: second, inject: (row) => daysApart(row, first, second) };
}

function createSumFault(
  { total, tolerance }: Extract<RowRule, { readonly kind: 'sum' }>,
  { key }: DatasetContent,
): FaultInjector | undefined {
  if (key.includes(total)) return undefined;
  return {
    code: 'sum-differs',
    field: total,
    inject: (row) =>
      put(total, row[total], (value) =>
        typeof value === 'number' ? Math.round((value + tolerance + 10) * 100) / 100 : undefined,
      ),
  };
}

function createNoneFilledFault(keys: readonly string[], content: DatasetContent): FaultInjector | undefined {
  const [field] = keys;
  const anyRequired = keys.some((key) => content.fields.find((one) => one.key === key)?.required);
  if (field === undefined || anyRequired) return undefined;
  return { code: 'none-filled', field, inject: () => Object.fromEntries(keys.map((key) => [key, null])) };
}

/** Only rows that the rule applies to have the field. */
function createEmptyFault(needed: string, content: DatasetContent): FaultInjector | undefined {
  const isOptional =
    !content.key.includes(needed) && content.fields.some(({ key, required }) => key === needed && !required);
  if (!isOptional) return undefined;
  return {
    code: 'filled-when-empty',
    field: needed,
    inject: (row) => ((row[needed] ?? null) === null ? undefined : { [needed]: null }),
  };
}

function moreThan(row: SyntheticRow, part: string, whole: string): FaultyRow | undefined {
  const limit = row[whole];
  return put(part, row[part], () => (typeof limit === 'number' ? limit + 1 : undefined));
}

function put(
  key: string,
  value: SyntheticRow[string] | undefined,
  change: (value: string | number) => string | number | undefined,
): FaultyRow | undefined {
  const changed = value === null || value === undefined ? undefined : change(value);
  return changed === undefined ? undefined : { [key]: changed };
}

const day = /^\d{4}-\d{2}-\d{2}$/;

function daysApart(row: SyntheticRow, first: string, second: string): FaultyRow | undefined {
  const earlier = String(row[first]);
  return put(second, row[second], (value) =>
    day.test(earlier) && day.test(String(value)) ? toDay(toDayNumber(earlier) - 40) : undefined,
  );
}

/** One day earlier, so that later dates stay in order. */
function otherBirthDate(row: SyntheticRow, id: string, birthDate: string): FaultyRow | undefined {
  return put(birthDate, row[birthDate], (value) =>
    isCitizenId(row[id]) ? toDay(toDayNumber(String(value)) - 1) : undefined,
  );
}

function otherSex(row: SyntheticRow, id: string, sex: string): FaultyRow | undefined {
  if (!isCitizenId(row[id])) return undefined;
  return put(sex, row[sex], (value) => (value === '男' ? '女' : '男'));
}

function isCitizenId(value: SyntheticRow[string] | undefined): boolean {
  return typeof value === 'string' && /^\d{17}[\dX]$/.test(value);
}

function sameValue(row: SyntheticRow, first: string, second: string, content: DatasetContent): FaultyRow | undefined {
  const kind = (key: string) => row[content.fields.find((field) => field.key === key)?.typedBy ?? ''];
  if (kind(first) !== kind(second)) return undefined;
  const value = row[first] ?? null;
  return value === null ? undefined : put(second, row[second], () => value);
}

/** Another id number may contradict a birth date or a sex. */
function changesLinkedField(key: string, { rules }: DatasetContent): boolean {
  return rules.some(
    (rule) =>
      ((rule.kind === 'birth-date-of-id' || rule.kind === 'sex-of-id') && rule.id === key) ||
      (rule.kind === 'age-on-day' && rule.birth === key) ||
      (rule.kind === 'in-order' && rule.first === key),
  );
}

const grades = ['一级', '二级', '三级', '四级'];

function otherGrade(row: SyntheticRow, grade: string): FaultyRow | undefined {
  return put(grade, row[grade], (value) => grades[(grades.indexOf(String(value)) + 1) % grades.length]);
}
