import type { FieldMapping, InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { SourceRow } from '../sources/pull/source-session.ts';
import { extractRecords } from './extract-records.ts';
import { getTextAt, getValueAt, isNothing, unwrapXmlText } from './json-path.ts';
import { epochToShanghaiTime } from './time-formats.ts';

type Cell = SourceRow['cells'][number];

/**
 * Maps an answer to rows, cells in the order of `fieldKeys`; `null` for an unmapped field. Lists and objects become
 * JSON, empty ones nothing: converters write an empty element as `[]` or `{}`.
 *
 *   { data: [{ no: 7, zt: '1' }] }   with   no → licence, zt → status ('1' means '01')
 *     →   { cells: [7, '01'], removed: false }
 */
export function mapAnswerRows(
  answer: unknown,
  declaration: Pick<InterfaceDeclaration, 'answer' | 'fields' | 'deletion'>,
  fieldKeys: readonly string[],
): SourceRow[] {
  const { deletion } = declaration;
  const mappings = new Map(declaration.fields.map((mapping) => [mapping.field, mapping]));
  const columns = fieldKeys.map((key) => mappings.get(key) ?? null);
  return extractRecords(answer, declaration).map((record) => ({
    cells: columns.map((mapping) => (mapping === null ? null : convertValue(record, mapping))),
    removed: deletion !== undefined && deletion.is.includes(getTextAt(record, deletion.from) ?? ''),
  }));
}

function convertValue(record: unknown, { from, convert, codes }: FieldMapping): Cell {
  const value = toCell(unwrapXmlText(getValueAt(record, from)));
  if (value === null || value === '') return value;
  const text = String(value);
  if (codes !== undefined && Object.hasOwn(codes, text)) return codes[text] ?? null;
  return convert === 'raw' ? value : (epochToShanghaiTime(text, convert) ?? value);
}

function toCell(value: unknown): Cell {
  if (value === undefined || value === null || (typeof value === 'object' && isNothing(value))) return null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : JSON.stringify(value);
}
