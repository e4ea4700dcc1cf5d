import type { PageRows } from './source-session.ts';

type Texts = readonly (string | null)[];

/** A page of a table as it lies in the raw bucket: NDJSON, a line with the columns and an array of texts for each row (pull-manifest.ts). */
export function parseTableLines(bytes: Uint8Array): readonly Texts[] {
  return linesOf(bytes).map(textsOf);
}

/**
 * The same page for the checks: cells in the order of `wanted`, and whether the row is marked as deleted. The table's columns are `fields`, the mark and the time.
 * Each row is parsed when it is asked for, so that it does not outlive its check: a page of parsed rows is work for the garbage collector.
 */
export function parseTableRows(bytes: Uint8Array, fields: readonly string[], wanted: readonly string[]): PageRows {
  const places = wanted.map((field) => fields.indexOf(field));
  const asTheyAre = places.every((place, i) => place === i);
  const lines = linesOf(bytes);
  return {
    length: lines.length,
    at: (i) => {
      const line = lines[i];
      if (line === undefined) return undefined;
      const row = textsOf(line);
      return {
        cells: asTheyAre ? row : places.map((place) => row[place] ?? null),
        removed: row[fields.length] === 'D',
      };
    },
  };
}

function linesOf(bytes: Uint8Array): readonly string[] {
  const [, ...lines] = new TextDecoder().decode(bytes).split('\n');
  return lines.filter((line) => line !== '');
}

function textsOf(line: string): Texts {
  const row: unknown = JSON.parse(line);
  if (!isTexts(row)) throw new Error('a row of a page of a table is no list of texts');
  return row;
}

/** By hand: a schema makes a copy of each row. */
function isTexts(row: unknown): row is Texts {
  return Array.isArray(row) && row.every((cell) => cell === null || typeof cell === 'string');
}
