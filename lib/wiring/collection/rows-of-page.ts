import { parseAnswer } from '../../adapters/sources/parse-answer.ts';
import { rowsOfAnswer } from '../../collection/interface/rows-of-answer.ts';
import type { PullStore } from '../../collection/sources/ports.ts';
import type { RowsOfBytes } from '../../collection/sources/session.ts';
import { tableRowsFor } from '../../collection/sources/table-rows.ts';
import type { ReadPage } from '../../collection/take-in/rows-of-pages.ts';

/** Reads the bytes of a page as they came. */
export const rowsOfBytes: RowsOfBytes = (bytes, reading, fields) =>
  reading.kind === 'rows'
    ? tableRowsFor(bytes, reading.fields, fields)
    : rowsOfAnswer(parseAnswer(bytes, reading.declaration.answer), reading.declaration, fields);

/** Reads a page out of the raw bucket. */
export function rowsOfPage(pulls: Pick<PullStore, 'readPage'>): ReadPage {
  return async ({ key }, reading, fields) => rowsOfBytes(await pulls.readPage(key), reading, fields);
}
