import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { seedCodeLists } from '../../seeds/index.ts';
import { benchContent } from './bench-content.ts';
import { atLeast, atMost, medianFigures, type Claim } from './figures.ts';
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

/** The first bars: × exceljs merely reading the same file, and megabytes. */
const targets = {
  few: { read: 7, ingest: 4, again: 5, megabytes: { inline: 160, shared: 256 } },
  million: { read: 12, ingest: 7, again: 8, megabytes: { inline: 200, shared: 512 } },
};

/** Reading and taking in, in turns, so that a busy minute of the machine falls on all of them. */
export async function benchReading(
  { rows, runs, million, workbooks, code, scratch }: BenchSettings,
  into: Map<string, Figures>,
  claims: Claim[],
): Promise<void> {
  const lists = new Set(benchContent.fields.map(({ codeList }) => codeList));
  const codeLists = [...seedCodeLists().values()].filter(({ id }) => lists.has(id));
  const target = million ? targets.million : targets.few;
  for (const strings of ['inline', 'shared'] as const satisfies readonly Strings[]) {
    const path = await benchWorkbook(workbooks, { rows, strings, faulty: 0 });
    const folders = { clean: join(scratch, strings), faulty: join(scratch, `${strings}-faulty`) };
    Object.values(folders).forEach((folder) => mkdirSync(folder, { recursive: true }));
    const ingest = (name: string, from: string, folder: string, time: 'first' | 'again') =>
      [name, { what: 'ingest', path: from, folder, time, codeLists }] as const;
    const pieces: (readonly [string, Job])[] = [
      ['exceljs reads', { what: 'exceljs', path }],
      ['we read', { what: 'read', path }],
      ingest('ingest', path, folders.clean, 'first'),
      ingest('ingest again, unchanged', path, folders.clean, 'again'),
    ];
    if (!million)
      pieces.push(
        ingest(
          'ingest, 1 % faulty rows',
          await benchWorkbook(workbooks, { rows, strings, faulty: Math.round(rows / 100) }),
          folders.faulty,
          'first',
        ),
      );

    const found = new Map<string, Figures[]>();
    for (let run = 0; run < runs; run += 1) {
      for (const [name, job] of pieces) {
        const figures = await runJob(code, job);
        if (figures.rows !== rows) throw new Error(`${name} found ${figures.rows} of ${rows} rows`);
        found.set(name, [...(found.get(name) ?? []), figures]);
      }
    }
    const of = (name: string): Figures => medianFigures(found.get(name) ?? []);
    for (const [name] of pieces) into.set(`${strings}: ${name}`, of(name));

    const [exceljs, read, first, again] = [
      of('exceljs reads'),
      of('we read'),
      of('ingest'),
      of('ingest again, unchanged'),
    ];
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
    if (!million) {
      const faulty = of('ingest, 1 % faulty rows');
      if (faulty.rowCounts === undefined || faulty.rowCounts.errors + faulty.rowCounts.warnings < rows / 100)
        throw new Error('the planted faults were not found');
      claims.push({
        name: `${strings}: ingest with 1 % faulty rows`,
        value: exceljs.seconds / faulty.seconds,
        unit: '×',
      });
    }
  }
}
