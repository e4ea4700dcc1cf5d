import type { DataType, FieldFormat } from '../../../schemas/catalogue/field.ts';

/** Types that hold every value of the key type. Binary fractions are not wider than decimals: digits would change. */
const widerTypes: Partial<Record<DataType, readonly DataType[]>> = {
  I: ['N'],
  F: ['B'],
  Y: ['N'],
  C: ['M'],
};

/** Formats that accept every value of the key format; `text` accepts all. */
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

export function widensType(before: DataType, after: DataType): boolean {
  return widerTypes[before]?.includes(after) === true;
}

/**
 * Whether every value of one format is valid in the other and stored alike. Codes do not widen to text: stored codes
 * would mix with typed labels. Days and numbers do not either, because they are stored normalized.
 */
export function widensFormat(before: FieldFormat, after: FieldFormat): boolean {
  return (after === 'text' && !storedNormalised.includes(before)) || widerFormats[before]?.includes(after) === true;
}

const storedNormalised: readonly FieldFormat[] = [
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
