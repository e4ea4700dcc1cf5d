import type { DataType, FieldFormat } from '../../../schemas/catalogue/field.ts';

/** Binary fractions are not wider than decimals: digits would change. */
const widerTypes: Partial<Record<DataType, readonly DataType[]>> = {
  I: ['N'],
  F: ['B'],
  Y: ['N'],
  C: ['M'],
};

/** `text` accepts all. */
const widerFormats: Partial<Record<FieldFormat, readonly FieldFormat[]>> = {
  'citizen-id': ['identity-document', 'citizen-id-or-credit-code'],
  'organization-code': ['credit-code-or-organization-code'],
  'credit-code': [
    'credit-code-or-organization-code',
    'credit-code-or-registration-number',
    'citizen-id-or-credit-code',
    'taxpayer-id',
  ],
  date: ['date-or-open-end'],
  integer: ['decimal'],
  money: ['decimal'],
  area: ['decimal'],
};

/** Allows I→N, F→B, Y→N and C→M only; false for equal types. */
export function widensType(before: DataType, after: DataType): boolean {
  return widerTypes[before]?.includes(after) === true;
}

/** True if every value stays valid and is stored alike: codes, days and numbers do not widen to text. */
export function widensFormat(before: FieldFormat, after: FieldFormat): boolean {
  return (after === 'text' && !storedNormalised.includes(before)) || widerFormats[before]?.includes(after) === true;
}

const storedNormalised: readonly FieldFormat[] = [
  'person-name',
  'code',
  'yes-no',
  'date',
  'date-or-open-end',
  'date-range',
  'date-time',
  'year-month',
  'year',
  'money',
  'area',
  'decimal',
  'integer',
  'percent',
  'longitude',
  'latitude',
  'elevation',
  'height-cm',
  'weight-kg',
];
