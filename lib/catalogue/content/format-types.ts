import type { DataType, Field, FieldFormat } from '../../../schemas/catalogue/field.ts';

const text = ['C', 'M', 'G'] as const;
const numbers = ['N', 'Y', 'I', 'B', 'F'] as const;

const types: Partial<Record<FieldFormat, readonly DataType[]>> = {
  date: ['D'],
  'date-or-open-end': ['D'],
  'date-time': ['T', 'D'],
  'yes-no': ['L', 'C'],
  money: ['Y', 'N'],
  area: numbers,
  decimal: numbers,
  integer: ['I', 'N'],
  percent: numbers,
  longitude: numbers,
  latitude: numbers,
  elevation: numbers,
  'height-cm': numbers,
  'weight-kg': numbers,
  year: ['C', 'I', 'N', 'D'],
  'year-month': ['C', 'D'],
};

/** Returns letters of 发改高技〔2017〕1272号: C, M and G unless `types` lists the format. */
export function getFormatTypes(format: FieldFormat): readonly DataType[] {
  return types[format] ?? text;
}

const numberFormats: readonly FieldFormat[] = [
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

/** Decides by format, not by data type: a `year` of type I is not a number. */
export function isNumber(field: Field): boolean {
  return numberFormats.includes(field.format);
}

const dayFormats: readonly FieldFormat[] = ['date', 'date-or-open-end', 'date-time', 'year-month', 'year'];

/** Tells whether the values have an order in time. */
export function isDay(field: Field): boolean {
  return dayFormats.includes(field.format);
}

const citizenFormats: readonly FieldFormat[] = [
  'citizen-id',
  'identity-document',
  'citizen-id-or-credit-code',
  'driving-licence',
];

/** Includes mixed formats, whose values may be no citizen id (GB 11643), and driving licences. */
export function mayHoldCitizenId(field: Field): boolean {
  return citizenFormats.includes(field.format);
}

const organizationFormats: readonly FieldFormat[] = [
  'credit-code',
  'organization-code',
  'credit-code-or-organization-code',
  'credit-code-or-registration-number',
  'citizen-id-or-credit-code',
  'taxpayer-id',
];

/** Includes identity documents: their kind may be a credit code. */
export function mayHoldOrganizationCode(field: Field): boolean {
  return (
    organizationFormats.includes(field.format) || (field.format === 'identity-document' && field.typedBy !== undefined)
  );
}
