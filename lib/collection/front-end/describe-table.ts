import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field, FieldFormat } from '../../../schemas/catalogue/field.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

/** `length` counts characters; `digits` all digits, `scale` those after the point. */
export type ColumnType =
  | { readonly kind: 'text'; readonly length: number }
  | { readonly kind: 'number'; readonly digits: number; readonly scale: number }
  | { readonly kind: 'day' }
  | { readonly kind: 'moment' };

export type Column = {
  readonly name: string;
  readonly valueKind: ColumnType;
  readonly comment: string;
  /** Ends included. */
  readonly range?: Field['range'];
};

export type FrontEndTable = {
  readonly schema: string;
  readonly table: string;
  readonly rejected: string;
  readonly comment: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
};

const numericFormats: ReadonlySet<FieldFormat> = new Set([
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

const minNameCharacters = 60;

const minIntegerDigits = 1;

/** Describes the front-end table (前置库表) of a catalogue version, with a column per field. */
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
      ...definedOnly({ range: numericFormats.has(field.format) ? field.range : undefined }),
    })),
    key,
  };
}

function getColumnType({ format, length, scale = 0, codeList }: Field): ColumnType {
  if (format === 'date') return { kind: 'day' };
  if (format === 'date-time') return { kind: 'moment' };
  if (numericFormats.has(format)) return { kind: 'number', digits: Math.max(length, scale + minIntegerDigits), scale };
  return { kind: 'text', length: codeList === undefined ? length : Math.max(length, minNameCharacters) };
}

/** `required` is no NOT NULL, since a row marked D may leave it empty. */
function buildComment({ label, required, unit, codeList, format, description }: Field): string {
  const rules = [
    required ? '必填' : '',
    unit === undefined ? '' : `单位：${unit}`,
    codeList === undefined ? '' : '填写代码或名称',
    format === 'yes-no' ? '填写“是”或“否”' : '',
  ].filter((rule) => rule !== '');
  return oneLine([label, ...rules].join('；') + (description === undefined ? '' : `。${description}`));
}

/** Line breaks would end an SQL comment; MySQL takes 1,024 characters. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 1_000);
}
