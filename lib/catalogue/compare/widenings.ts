import type { DataType, FieldFormat } from '../../../schemas/catalogue/field.ts';

/** Types that take in every value of the type before the arrow. Decimals do not go to binary fractions: digits would change. */
const widerTypes: Partial<Record<DataType, readonly DataType[]>> = {
  I: ['N'],
  F: ['B'],
  Y: ['N'],
  C: ['M'],
};

/** Formats that take in every value of the format before the arrow. `text` takes in all of them. */
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

/** Whether every value of the one type is one of the other. */
export function widensType(before: DataType, after: DataType): boolean {
  return widerTypes[before]?.includes(after) === true;
}

/**
 * Whether every value of the one format is one of the other and stays written the same way. Codes are not widened to text:
 * stored codes would stand beside typed labels; nor are days and numbers, which are stored normalised.
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
