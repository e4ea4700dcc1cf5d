import { parseAnswer } from '../../adapters/sources/parse-answer.ts';
import type { ReadPage } from '../../collection/ingest/rows-of-pages.ts';
import { rowsOfAnswer } from '../../collection/interface/map-answer-rows.ts';
import type { PullStore } from '../../collection/sources/ports.ts';
import type { RowsOfBytes } from '../../collection/sources/pull/source-session.ts';
import { tableRowsFor } from '../../collection/sources/pull/table-rows.ts';

/** Reads the bytes of a page as they came. */
export const rowsOfBytes: RowsOfBytes = (bytes, reading, fields) =>
  reading.kind === 'rows'
    ? tableRowsFor(bytes, reading.fields, fields)
    : rowsOfAnswer(parseAnswer(bytes, reading.declaration.answer), reading.declaration, fields);

/** Reads a page out of the raw bucket. */
export function rowsOfPage(pulls: Pick<PullStore, 'readPage'>): ReadPage {
  return async ({ key }, reading, fields) => rowsOfBytes(await pulls.readPage(key), reading, fields);
}
