import type { PageReading, PulledPage, PullManifest } from '../../../../schemas/collection/sources/pull-manifest.ts';
import { ownValue } from '../../../kernel/own-value.ts';
import type { PageRows, SourceRow } from '../../sources/pull/source-session.ts';
import type { InputRow } from '../rows/row-source.ts';

export type ReadPage = (page: PulledPage, reading: PageReading, fields: readonly string[]) => Promise<PageRows>;

/** Few: objects that die young cost the garbage collector nothing. */
const rowBatchSize = 200;

/** Reads the rows of a pull from the last to the first: of a repeated row, the later is the newer. */
export async function* rowsOfPages(
  { pages, reading, corrections, only }: Pick<PullManifest, 'pages' | 'reading' | 'corrections' | 'only'>,
  fields: readonly string[],
  readPage: ReadPage,
): AsyncGenerator<readonly InputRow[]> {
  const chosen = only === undefined ? null : new Set(only);
  const isComplete = chosen === null && Object.keys(corrections).length === 0;
  for (let number = pages.length; number >= 1; number -= 1) {
    const page = pages[number - 1];
    if (page === undefined) continue;
    const rows = await readPage(page, reading, fields);
    let batch: InputRow[] = [];
    for (let row = rows.length; row >= 1; row -= 1) {
      // Built only where needed, for it costs a string a row.
      const id = isComplete ? '' : `${number}.${row}`;
      const given = chosen === null || chosen.has(id) ? rows.at(row - 1) : undefined;
      if (given !== undefined)
        batch.push({
          page: number,
          row,
          cells: isComplete ? given.cells : applyCorrections(given.cells, ownValue(corrections, id), fields),
          removed: given.removed,
        });
      if (batch.length < rowBatchSize && row > 1) continue;
      yield batch;
      batch = [];
    }
  }
}

function applyCorrections(
  cells: SourceRow['cells'],
  corrections: Readonly<Record<string, string>> | undefined,
  fields: readonly string[],
): SourceRow['cells'] {
  return corrections === undefined ? cells : fields.map((field, i) => ownValue(corrections, field) ?? cells[i] ?? null);
}

/** For each field the index of its cell, -1 for none. */
export function mapColumns(reading: PageReading, fields: readonly string[]): readonly number[] {
  const known = new Set(
    reading.kind === 'rows' ? reading.fields : reading.declaration.fields.map(({ field }) => field),
  );
  return fields.map((field, i) => (known.has(field) ? i : -1));
}
