import type { Field } from '../../../schemas/catalogue/field.ts';
import type { ColumnValues } from './read-column.ts';

export type KeyCandidate = { readonly field: Field; readonly values: ColumnValues; readonly cells: readonly string[] };
export type KeyGuess = { readonly key: readonly string[]; readonly reason: string };

/** Formats made to tell one thing from another, the surest first. */
const identifying: readonly Field['format'][] = [
  'credit-code',
  'citizen-id',
  'citizen-id-or-credit-code',
  'organization-code',
  'real-estate-unit',
  'vin',
  'disability-certificate',
  'driving-licence',
  'birth-certificate',
  'real-estate-certificate',
  'construction-permit',
  'marriage-certificate',
  'identity-document',
  'local-number',
];
const named = /编号|代码|证号|文号|号码|号$/u;
/** What is measured, and free texts, do not identify. */
const measured: readonly Field['format'][] = [
  'money',
  'area',
  'decimal',
  'integer',
  'percent',
  'longitude',
  'latitude',
];
/** Different in this workbook by chance: two people have one telephone, two events one day. */
const shared: readonly Field['format'][] = ['phone', 'date', 'date-time', 'year-month', 'year', 'person-name'];
const maxPairColumns = 12;

/** Proposes one column that is filled and different in every row, else two that are so together. Needs two rows. */
export function guessKey(candidates: readonly KeyCandidate[], rows: number): KeyGuess {
  const none = { key: [], reason: '没有哪一列（或两列合起来）每行都有值且互不相同，请您指定主键。' };
  if (rows < 2) return { key: [], reason: '行数太少，看不出哪一列唯一，请您指定主键。' };
  const full = candidates
    .filter(({ field, values }) => values.texts.length === rows && !measured.includes(field.format))
    .filter(({ values }) => Math.max(...values.texts.slice(0, 500).map((text) => text.length)) <= 60)
    .toSorted((a, b) => rankOf(a.field) - rankOf(b.field));
  const single = full.find(({ field, values }) => values.distinct.size === rows && !shared.includes(field.format));
  if (single !== undefined)
    return {
      key: [single.field.key],
      reason: `“${single.field.label}”每行都有值，${rows} 行互不相同，可以单独作主键。`,
    };
  const near = full.slice(0, maxPairColumns);
  for (const [i, one] of near.entries())
    for (const other of near.slice(i + 1))
      if (new Set(one.cells.map((cell, row) => `${cell}\n${other.cells[row] ?? ''}`)).size === rows)
        return {
          key: [one.field.key, other.field.key],
          reason: `“${one.field.label}”和“${other.field.label}”合起来，${rows} 行互不相同，可以一起作主键。`,
        };
  return none;
}

function rankOf({ format, label }: Field): number {
  const at = identifying.indexOf(format);
  if (at >= 0) return at;
  if (named.test(label)) return identifying.length;
  return format === 'text' || format === 'person-name' ? identifying.length + 2 : identifying.length + 1;
}
