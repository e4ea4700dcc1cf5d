import type { PageReading, PulledPage, PullManifest } from '../../../schemas/collection/sources/pull-manifest.ts';
import type { PageRows, SourceRow } from '../sources/pull/source-session.ts';
import type { InputRow } from './compare-rows.ts';

/** The rows of one page, their cells in the order of the given fields. */
export type ReadPage = (page: PulledPage, reading: PageReading, fields: readonly string[]) => Promise<PageRows>;

/** Rows handed on at once: few, for what is dropped young costs the garbage collector nothing. */
const rowBatchSize = 200;

/**
 * The rows of a pull from the last one read to the first, a page at a time: a row that was rewritten while the source was being read comes
 * twice, and the one that was read last is the newer one.
 */
export async function* rowsOfPages(
  { pages, reading, corrections, only }: Pick<PullManifest, 'pages' | 'reading' | 'corrections' | 'only'>,
  fields: readonly string[],
  readPage: ReadPage,
): AsyncGenerator<readonly InputRow[]> {
  const chosen = only === undefined ? null : new Set(only);
  const asTheyCame = chosen === null && Object.keys(corrections).length === 0;
  for (let number = pages.length; number >= 1; number -= 1) {
    const page = pages[number - 1];
    if (page === undefined) continue;
    const rows = await readPage(page, reading, fields);
    let batch: InputRow[] = [];
    for (let row = rows.length; row >= 1; row -= 1) {
      const place = asTheyCame ? '' : `${number}.${row}`;
      const given = chosen === null || chosen.has(place) ? rows.at(row - 1) : undefined;
      if (given !== undefined)
        batch.push({
          page: number,
          row,
          cells: asTheyCame ? given.cells : corrected(given.cells, corrections[place], fields),
          removed: given.removed,
        });
      if (batch.length < rowBatchSize && row > 1) continue;
      yield batch;
      batch = [];
    }
  }
}

function corrected(
  cells: SourceRow['cells'],
  by: Readonly<Record<string, string>> | undefined,
  fields: readonly string[],
): SourceRow['cells'] {
  return by === undefined ? cells : fields.map((field, i) => by[field] ?? cells[i] ?? null);
}

/** For each field the cell that holds it, -1 where the source says nothing of it. */
export function mapColumns(reading: PageReading, fields: readonly string[]): readonly number[] {
  const known = new Set(
    reading.kind === 'rows' ? reading.fields : reading.declaration.fields.map(({ field }) => field),
  );
  return fields.map((field, i) => (known.has(field) ? i : -1));
}
