import type { PageRows } from './source-session.ts';

const numbered = (number: number) => `${number}`.padStart(6, '0');

/** The fencing token keeps workers from overwriting each other's pages. */
export const pageKey = (delivery: string, fencingToken: number, page: number) =>
  `pulls/${delivery}/pages/${fencingToken}-${numbered(page)}`;
/** Keys a list of pages that one checkpoint wrote; `segment` counts from 0. */
export const segmentKey = (delivery: string, fencingToken: number, segment: number) =>
  `pulls/${delivery}/segments/${fencingToken}-${numbered(segment)}.json`;
/** Keys the manifest, which lists all pages of a delivery (pull-manifest.ts). */
export const manifestKey = (delivery: string) => `pulls/${delivery}/manifest.json`;
/** Keys a replay's manifest by its writer, so that a second worker can't replace one that was ingested already. */
export const replayManifestKey = (delivery: string, writer: string) => `pulls/${delivery}/manifest-${writer}.json`;
/** Keys a page that could not be parsed; it is kept for its rejected-row entry. */
export const unreadPageKey = (delivery: string, fencingToken: number, page: number) =>
  `pulls/${delivery}/unread/${fencingToken}-${numbered(page)}`;

type Texts = readonly (string | null)[];

/** Parses NDJSON: a line of columns, then an array of texts per row (pull-manifest.ts). */
export function parseTableLines(bytes: Uint8Array): readonly Texts[] {
  return splitLines(bytes).map(parseTexts);
}

/** Orders cells as `wanted`. Parses on access: a whole page of rows burdens the garbage collector. */
export function parseTableRows(bytes: Uint8Array, fields: readonly string[], wanted: readonly string[]): PageRows {
  const columns = wanted.map((field) => fields.indexOf(field));
  const inOrder = columns.every((column, i) => column === i);
  const lines = splitLines(bytes);
  return {
    length: lines.length,
    at: (i) => {
      const line = lines[i];
      if (line === undefined) return undefined;
      const row = parseTexts(line);
      return {
        // Mark and update time stand behind the fields: they are no cells of a record.
        cells: inOrder ? row.slice(0, wanted.length) : columns.map((column) => row[column] ?? null),
        removed: isRemoved(row[fields.length]),
      };
    },
  };
}

/** A department's own column may be padded with blanks, or hold small letters. */
export function isRemoved(flag: string | null | undefined): boolean {
  return flag === 'D' || (typeof flag === 'string' && flag.trim().toUpperCase() === 'D');
}

function splitLines(bytes: Uint8Array): readonly string[] {
  const [, ...lines] = new TextDecoder().decode(bytes).split('\n');
  return lines.filter((line) => line !== '');
}

function parseTexts(line: string): Texts {
  const row: unknown = JSON.parse(line);
  if (!isTexts(row)) throw new Error('a row of a table page is not a list of texts');
  return row;
}

/** A zod schema would copy each row. */
function isTexts(row: unknown): row is Texts {
  return Array.isArray(row) && row.every((cell) => cell === null || typeof cell === 'string');
}
