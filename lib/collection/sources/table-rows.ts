import { z } from 'zod';
import type { SourceRow } from './session.ts';

const Line = z.array(z.string().nullable());

/** A page of a table as it lies in the raw bucket: NDJSON, a line with the columns and an array of texts for each row (pull-manifest.ts). */
export function readTableRows(bytes: Uint8Array): readonly (readonly (string | null)[])[] {
  const rows: (readonly (string | null)[])[] = [];
  let first = true;
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    if (first) first = false;
    else if (line !== '') rows.push(Line.parse(JSON.parse(line)));
  }
  return rows;
}

/** The same page for the checks: cells in the order of `wanted`, and whether the row is marked as deleted. The table's columns are `fields`, the mark and the time. */
export function tableRowsFor(bytes: Uint8Array, fields: readonly string[], wanted: readonly string[]): readonly SourceRow[] {
  const places = wanted.map((field) => fields.indexOf(field));
  const asTheyAre = places.every((place, i) => place === i);
  return readTableRows(bytes).map((row) => ({ cells: asTheyAre ? row : places.map((place) => row[place] ?? null), removed: row[fields.length] === 'D' }));
}
