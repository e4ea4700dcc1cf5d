import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field, FieldFormat } from '../../../schemas/catalogue/field.ts';

/** What a column holds, whatever the database calls it. Lengths are characters, digits are in all and behind the point. */
export type ColumnType =
  | { readonly kind: 'text'; readonly length: number }
  | { readonly kind: 'number'; readonly digits: number; readonly scale: number }
  | { readonly kind: 'day' }
  | { readonly kind: 'moment' };

export type Column = { readonly name: string; readonly valueKind: ColumnType; readonly comment: string };

/** A dataset as a table in its department's own schema. */
export type FrontEndTable = {
  readonly schema: string;
  readonly table: string;
  /** Where the platform writes the rows that it did not take, with the reason. */
  readonly rejected: string;
  readonly comment: string;
  readonly columns: readonly Column[];
  /** The business key, in its order. */
  readonly key: readonly string[];
};

const numbers: ReadonlySet<FieldFormat> = new Set([
  'repayment-months',
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
]);

/** A code may be written by its name. */
const minNameCharacters = 60;

/** Digits in all where the catalogue gives fewer than the places behind the point need. */
const minIntegerDigits = 1;

/** The table that a department fills instead of the workbook: the same fields by their keys, each with its label and rules in the comment. */
export function describeTable(
  dataset: string,
  version: number,
  { metadata, fields, key }: DatasetContent,
): FrontEndTable {
  const table = dataset.replaceAll('-', '_');
  return {
    schema: metadata.provider.replaceAll('-', '_'),
    table,
    rejected: `${table}_rejected`,
    comment: oneLine(`${metadata.name}（目录第 ${version} 版）`),
    columns: fields.map((field) => ({
      name: field.key,
      valueKind: getColumnType(field),
      comment: buildComment(field),
    })),
    key,
  };
}

function getColumnType({ format, length, scale = 0, codeList }: Field): ColumnType {
  if (format === 'date') return { kind: 'day' };
  if (format === 'date-time') return { kind: 'moment' };
  if (numbers.has(format)) return { kind: 'number', digits: Math.max(length, scale + minIntegerDigits), scale };
  return { kind: 'text', length: codeList === undefined ? length : Math.max(length, minNameCharacters) };
}

/** A required column may be empty in a row marked D, so that the check asks for it and not the table. */
function buildComment({ label, required, unit, codeList, format, description }: Field): string {
  const rules = [
    required ? '必填' : '',
    unit === undefined ? '' : `单位：${unit}`,
    codeList === undefined ? '' : '填写代码或名称',
    format === 'yes-no' ? '填写“是”或“否”' : '',
  ].filter((rule) => rule !== '');
  return oneLine([label, ...rules].join('；') + (description === undefined ? '' : `。${description}`));
}

/** MySQL takes 1,024 characters; and a line that is begun as a comment must not end within the text. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 1_000);
}
