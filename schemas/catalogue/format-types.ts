import type { DataType, FieldFormat } from './field.ts';

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

/** Returns letters of 发改高技〔2017〕1272号, the usual one first: C, M and G unless `types` lists the format. */
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
export function isNumberFormat(format: FieldFormat): boolean {
  return numberFormats.includes(format);
}
