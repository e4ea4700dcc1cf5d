import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { seedCodeLists } from '../../seeds/index.ts';
import { benchContent } from './bench-content.ts';
import { atLeast, atMost, medianFigures, type Results } from './figures.ts';
import type { Figures, Job } from './job.ts';
import type { Strings } from './make-workbook.ts';
import { runJob } from './run-job.ts';
import { benchWorkbook } from './workbooks.ts';

export type BenchSettings = {
  readonly rows: number;
  readonly runs: number;
  readonly million: boolean;
  readonly workbooks: string;
  readonly code: string;
  readonly scratch: string;
};

/** × exceljs reading the same file, and megabytes. */
const targets = {
  few: { read: 7, ingest: 4, again: 5, megabytes: { inline: 160, shared: 256 } },
  million: { read: 12, ingest: 7, again: 8, megabytes: { inline: 200, shared: 512 } },
};

/** Alternates the runs, so that a busy moment of the machine affects all of them. */
export async function benchReading(settings: BenchSettings, results: Results): Promise<void> {
  for (const strings of ['inline', 'shared'] as const satisfies readonly Strings[])
    await benchStrings(strings, settings, results);
}

type Piece = readonly [name: string, job: Job];

async function benchStrings(strings: Strings, settings: BenchSettings, { runs, claims }: Results): Promise<void> {
  const { rows, million } = settings;
  const pieces = await listPieces(strings, settings);
  const found = await runAlternately(pieces, settings);
  const of = (name: string): Figures => medianFigures(found.get(name) ?? []);
  for (const [name] of pieces) runs.set(`${strings}: ${name}`, of(name));

  const target = million ? targets.million : targets.few;
  const [exceljs, read] = [of('exceljs reads'), of('we read')];
  const [first, again] = [of('ingest'), of('ingest again, unchanged')];
  if (first.rowCounts?.new !== rows || again.rowCounts?.unchanged !== rows)
    throw new Error('the bench’s rows are not as clean as they should be');
  claims.push(
    atLeast(`${strings}: reading`, exceljs.seconds / read.seconds, target.read),
    atLeast(`${strings}: ingest as a whole`, exceljs.seconds / first.seconds, target.ingest),
    atLeast(`${strings}: re-delivery of unchanged data`, exceljs.seconds / again.seconds, target.again),
    atMost(`${strings}: writes of a re-delivery`, again.writes ?? NaN, 0, 'writes'),
    atMost(
      `${strings}: peak memory of ingest`,
      Math.max(first.peakMegabytes, again.peakMegabytes),
      target.megabytes[strings],
      'MB',
    ),
  );
  if (million) return;
  const faulty = of('ingest, 1 % faulty rows');
  checkFaultyRows(faulty, rows);
  claims.push({
    name: `${strings}: ingest with 1 % faulty rows`,
    value: exceljs.seconds / faulty.seconds,
    unit: '×',
  });
}

async function listPieces(strings: Strings, settings: BenchSettings): Promise<readonly Piece[]> {
  const { rows, million, workbooks, scratch } = settings;
  const lists = new Set(benchContent.fields.map(({ codeList }) => codeList));
  const codeLists = [...seedCodeLists().values()].filter(({ id }) => lists.has(id));
  const path = await benchWorkbook(workbooks, { rows, strings, faulty: 0 });
  const folders = { clean: join(scratch, strings), faulty: join(scratch, `${strings}-faulty`) };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const clean = { what: 'ingest', path, folder: folders.clean, codeLists } as const;
  const pieces: readonly Piece[] = [
    ['exceljs reads', { what: 'exceljs', path }],
    ['we read', { what: 'read', path }],
    ['ingest', { ...clean, time: 'first' }],
    ['ingest again, unchanged', { ...clean, time: 'again' }],
  ];
  if (million) return pieces;
  const faultyPath = await benchWorkbook(workbooks, { rows, strings, faulty: Math.round(rows / 100) });
  const faulty = { ...clean, path: faultyPath, folder: folders.faulty, time: 'first' } as const;
  return [...pieces, ['ingest, 1 % faulty rows', faulty]];
}

async function runAlternately(
  pieces: readonly Piece[],
  { rows, runs, code }: BenchSettings,
): Promise<ReadonlyMap<string, readonly Figures[]>> {
  const found = new Map<string, Figures[]>();
  for (let run = 0; run < runs; run += 1) {
    for (const [name, job] of pieces) {
      const figures = await runJob(code, job);
      if (figures.rows !== rows) throw new Error(`${name} found ${figures.rows} of ${rows} rows`);
      found.set(name, [...(found.get(name) ?? []), figures]);
    }
  }
  return found;
}

function checkFaultyRows({ rowCounts }: Figures, rows: number): void {
  if (rowCounts === undefined || rowCounts.errors + rowCounts.warnings < rows / 100)
    throw new Error('the injected faults were not found');
}
