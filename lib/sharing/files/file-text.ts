import type { RecordValues } from '../../../schemas/records/record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

/** A row of a file: what a query answers, without the place of what was asked for. */
export type FileRow = {
  readonly record: string;
  readonly values: RecordValues;
  /** Fields to which somebody objected when the file was made; absent for none. */
  readonly disputed?: readonly string[];
};

/** Excel reads UTF-8 only behind it. */
const byteOrderMark = '\ufeff';
/** What a spreadsheet would read as a formula, or trim down to one; full-width signs count in some languages. */
const formulaStart = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;
const quoted = /[",\r\n]/u;

/** A record a line (NDJSON): exactly what a query answers. */
export async function* ndjsonText(rows: AsyncIterable<FileRow>): AsyncGenerator<string> {
  for await (const { record, values, disputed } of rows)
    yield `${JSON.stringify({ record, values, ...definedOnly({ disputed }) })}\n`;
}

/** CSV (RFC 4180) with a byte order mark; the cells are harmless. */
export async function* csvText(
  header: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  yield `${byteOrderMark}${csvLine(header)}`;
  for await (const row of rows) yield csvLine(row);
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => toCsvCell(harmless(cell))).join(',')}\r\n`;
}

function toCsvCell(text: string): string {
  return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Puts an apostrophe before a text that a spreadsheet would execute: `=1+1` → `'=1+1`. One with apostrophes before
 * such a sign gets another, so that taking off the first one gives every text back.
 */
export function harmless(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}
