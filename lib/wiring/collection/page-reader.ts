import { parseAnswer } from '../../adapters/sources/parse-answer.ts';
import type { ReadPage } from '../../collection/ingest/pages/rows-of-pages.ts';
import { mapAnswerRows } from '../../collection/interface/map-answer-rows.ts';
import type { PullStore } from '../../collection/sources/ports.ts';
import type { ParsePageRows } from '../../collection/sources/pull/source-session.ts';
import { parseTableRows } from '../../collection/sources/pull/stored-pages.ts';

export const parsePageRows: ParsePageRows = (bytes, reading, fields) =>
  reading.kind === 'rows'
    ? parseTableRows(bytes, reading.fields, fields)
    : mapAnswerRows(parseAnswer(bytes, reading.declaration.answer), reading.declaration, fields);

/** Reads a page from the raw bucket. */
export function createPageReader(pulls: Pick<PullStore, 'readPage'>): ReadPage {
  return async ({ key }, reading, fields) => parsePageRows(await pulls.readPage(key), reading, fields);
}
