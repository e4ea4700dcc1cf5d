import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { RowRule } from '../../../../schemas/catalogue/rule.ts';
import { toDayNumber, toDay } from '../day-numbers.ts';
import type { SyntheticRow } from '../synthetic-rows.ts';
import type { FaultyRow, FaultInjector } from './fault-injector.ts';

/** Cells that are well by themselves but do not fit each other. A warned one never stands in the key. */
export function rowFaults(content: DatasetContent): FaultInjector[] {
  return content.rules.flatMap((rule) => createRuleFaults(rule, content));
}

function createRuleFaults(rule: RowRule, content: DatasetContent): FaultInjector[] {
  switch (rule.kind) {
    case 'in-order':
      return [
        { code: 'dates-out-of-order', field: rule.second, inject: (row) => daysApart(row, rule.first, rule.second) },
      ];
    case 'birth-date-of-id':
      return content.key.includes(rule.birthDate)
        ? []
        : [
            {
              code: 'birth-date-differs-from-id',
              field: rule.birthDate,
              inject: (row) => otherBirthDate(row, rule.id, rule.birthDate),
            },
          ];
    case 'sex-of-id':
      return content.key.includes(rule.sex)
        ? []
        : [{ code: 'sex-differs-from-id', field: rule.sex, inject: (row) => otherSex(row, rule.id, rule.sex) }];
    case 'sum':
      return content.key.includes(rule.total)
        ? []
        : [
            {
              code: 'sum-differs',
              field: rule.total,
              inject: (row) =>
                put(rule.total, row[rule.total], (value) =>
                  typeof value === 'number' ? Math.round((value + rule.tolerance + 10) * 100) / 100 : undefined,
                ),
            },
          ];
    case 'different':
      return changesLinkedField(rule.second, content)
        ? []
        : [
            {
              code: 'values-not-different',
              field: rule.second,
              inject: (row) => sameValue(row, rule.first, rule.second, content),
            },
          ];
    case 'any-filled':
      return rule.fields.some((key) => content.fields.find((field) => field.key === key)?.required) ||
        rule.fields[0] === undefined
        ? []
        : [
            {
              code: 'none-filled',
              field: rule.fields[0],
              inject: () => Object.fromEntries(rule.fields.map((key) => [key, null])),
            },
          ];
    case 'disability-certificate-parts':
      return rule.grade === undefined
        ? []
        : [
            {
              code: 'disability-certificate-parts-differ',
              field: rule.grade,
              inject: (row) => otherGrade(row, rule.grade ?? ''),
            },
          ];
    case 'filled-when': {
      const { needed } = rule;
      // it is filled in those rows only that the rule speaks of
      const isOptional =
        !content.key.includes(needed) && content.fields.some(({ key, required }) => key === needed && !required);
      return isOptional
        ? [
            {
              code: 'filled-when-empty',
              field: needed,
              inject: (row) => ((row[needed] ?? null) === null ? undefined : { [needed]: null }),
            },
          ]
        : [];
    }
  }
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

/** The day before, which stays before whatever must follow it. */
function otherBirthDate(row: SyntheticRow, id: string, birthDate: string): FaultyRow | undefined {
  return put(birthDate, row[birthDate], (value) =>
    isCitizenId(row[id]) ? toDay(toDayNumber(String(value)) - 1) : undefined,
  );
}

function otherSex(row: SyntheticRow, id: string, sex: string): FaultyRow | undefined {
  return put(sex, row[sex], (value) => (isCitizenId(row[id]) ? (value === '男' ? '女' : '男') : undefined));
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

/** Another's id number would also belie the birth date or the sex beside it. */
function changesLinkedField(key: string, { rules }: DatasetContent): boolean {
  return rules.some((rule) => (rule.kind === 'birth-date-of-id' || rule.kind === 'sex-of-id') && rule.id === key);
}

const grades = ['一级', '二级', '三级', '四级'];

function otherGrade(row: SyntheticRow, grade: string): FaultyRow | undefined {
  return put(grade, row[grade], (value) => grades[(grades.indexOf(String(value)) + 1) % grades.length]);
}
