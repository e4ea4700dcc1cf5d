import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import type { SyntheticRow } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceDeclaration } from '../../../schemas/collection/sources/source.ts';
import { databaseServers, type DatabaseServer } from '../../local/database-servers/database-servers.ts';
import { seedCodeLists } from '../../seeds/index.ts';
import { benchContent } from './bench-content.ts';
import type { BenchSettings } from './bench-reading.ts';
import { channelRows } from './channels/channel-rows.ts';
import { fillTable, platformAccount, selected, tableKey } from './channels/channel-table.ts';
import { formats, servedRows, startPageService } from './channels/page-service.ts';
import { atLeast, atMost, medianFigures, type Results } from './figures.ts';
import type { Figures, Job } from './job.ts';
import { runJob } from './run-job.ts';

type Settings = Pick<BenchSettings, 'runs' | 'code' | 'scratch'>;
type Baseline = { readonly name: string; readonly job: Job };

const target = { rowsPerSecond: 29_000, megabytes: 256 };

/** XML takes long. */
const servedRowCount = 50_000;

/** Benches what the platform does against the least that reading the same rows costs. */
export async function benchChannels({ rows: count, ...settings }: BenchSettings, results: Results): Promise<void> {
  const rows = channelRows(count);
  for (const server of databaseServers) {
    if (server.found) await benchTable(server, rows, settings, results);
    else console.log(`${server.name} was not found: skipped`);
  }
  await benchService(rows.slice(0, servedRowCount), settings, results);
}

async function benchTable(
  { name, system, start }: DatabaseServer,
  rows: readonly SyntheticRow[],
  settings: Settings,
  { runs, claims }: Results,
): Promise<void> {
  const database = await start();
  try {
    fillTable(database, system, rows);
    const { port } = database;
    const { program, options } = database.commandLine();
    const dump = system === 'postgresql' ? ['-c', `COPY (${selected}) TO STDOUT`] : ['--quick', '-e', selected];
    const declaration = SourceDeclaration.parse({
      channel: 'database',
      system,
      host: '127.0.0.1',
      port,
      ...definedOnly({ database: system === 'postgresql' ? 'postgres' : undefined }),
      tls: 'off',
    });
    const baselines: readonly Baseline[] = [
      {
        name: system === 'postgresql' ? 'COPY … TO STDOUT' : 'mariadb --batch --quick',
        job: { what: 'command-line', program, options: [...options, ...dump], rows: rows.length },
      },
      {
        name: system === 'postgresql' ? 'plain loop of pg' : 'plain stream of mysql2',
        job: { what: 'driver', system, port, user: platformAccount, selected, key: tableKey },
      },
    ];
    const subject = { name, declaration, baselines, rows: rows.length };
    const whole = await measureSource(subject, settings, { runs, claims });
    if (system === 'postgresql')
      claims.push(
        atLeast(`${name}: read, checked and staged`, whole.rows / whole.seconds, target.rowsPerSecond, 'rows/s'),
        atMost(`${name}: peak memory`, whole.peakMegabytes, target.megabytes, 'MB'),
      );
  } finally {
    await database.close();
  }
}

async function benchService(rows: readonly SyntheticRow[], settings: Settings, results: Results): Promise<void> {
  const service = await startPageService(rows);
  try {
    for (const format of formats) {
      const url = `http://127.0.0.1:${service.port}/${format}`;
      const declaration = InterfaceDeclaration.parse({
        channel: 'interface',
        name: '基准测试',
        request: { method: 'GET', url, query: { page: '{{page}}' } },
        authentication: { kind: 'none' },
        answer: {
          format,
          records: 'result.rows.row',
          success: { path: 'result.code', is: ['0'] },
          total: 'result.total',
        },
        fields: benchContent.fields.map(({ key }) => ({ field: key, from: key })),
        paging: { kind: 'page', size: servedRows },
        increment: { kind: 'full' },
        limits: { requestsPerMinute: 6_000 },
      });
      const job: Job = { what: 'download', url, format, pages: service.pages };
      const baselines = [{ name: 'bare download and parse', job }];
      await measureSource({ name: format.toUpperCase(), declaration, baselines, rows: rows.length }, settings, results);
    }
  } finally {
    await service.close();
  }
}

type Subject = {
  readonly name: string;
  readonly declaration: SourceDeclaration;
  readonly baselines: readonly Baseline[];
  readonly rows: number;
};

/** Alternates the runs: a busy moment affects all. Throws when a run does not see all rows. */
async function measureSource(subject: Subject, settings: Settings, results: Results): Promise<Figures> {
  const { name, baselines } = subject;
  const pieces = [...baselines, ...pullPieces(subject, settings)];
  const found = await runAlternately(subject, pieces, settings);
  const medians = found.map(medianFigures);
  for (const [i, figures] of medians.entries()) results.runs.set(`${name}: ${pieces[i]?.name ?? ''}`, figures);
  const [whole, again] = requireCleanRows(subject, medians.slice(baselines.length));
  const best = Math.min(...(found[baselines.length] ?? []).map(({ seconds }) => seconds));
  addRates(name, { whole, again, best }, results);
  for (const [i, { name: baseline }] of baselines.entries())
    results.claims.push({
      name: `${name}: clock, × of ${baseline}`,
      value: whole.seconds / (medians[i]?.seconds ?? NaN),
      unit: '×',
    });
  results.claims.push({ name: `${name}: staged writes of unchanged rows`, value: again.writes ?? NaN, unit: 'writes' });
  return whole;
}

function requireCleanRows({ name, rows }: Subject, [whole, again]: readonly Figures[]): readonly [Figures, Figures] {
  if (whole?.rowCounts?.new === rows && again?.rowCounts?.unchanged === rows) return [whole, again];
  const counts = JSON.stringify([whole?.rowCounts, again?.rowCounts]);
  throw new Error(`${name}: the bench’s rows are not as clean as they should be: ${counts}`);
}

function pullPieces({ name, declaration }: Subject, { scratch }: Settings): readonly Baseline[] {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  const lists = new Set(benchContent.fields.map(({ codeList }) => codeList));
  const codeLists = [...seedCodeLists().values()].filter(({ id }) => lists.has(id));
  const job = (time: 'first' | 'again'): Job => ({ what: 'pull', declaration, folder, time, codeLists });
  return [
    { name: 'the whole way', job: job('first') },
    { name: 'the whole way again, unchanged', job: job('again') },
  ];
}

async function runAlternately(
  { name, declaration, rows }: Subject,
  pieces: readonly Baseline[],
  { runs, code }: Settings,
): Promise<readonly (readonly Figures[])[]> {
  const address = 'port' in declaration ? `127.0.0.1:${declaration.port}` : new URL(declaration.request.url).host;
  const found = pieces.map(() => new Array<Figures>());
  for (let run = 0; run < runs; run += 1) {
    for (const [i, piece] of pieces.entries()) {
      const figures = await runJob(code, piece.job, { SOURCE_ADDRESSES: address });
      if (figures.rows !== rows) throw new Error(`${name}, ${piece.name}: ${figures.rows} of ${rows} rows`);
      found[i]?.push(figures);
    }
  }
  return found;
}

function addRates(
  name: string,
  { whole, again, best }: { readonly whole: Figures; readonly again: Figures; readonly best: number },
  { claims }: Results,
): void {
  const pullSeconds = whole.pullSeconds ?? NaN;
  const rates = [
    ['pulled and kept', pullSeconds],
    ['ingested and staged', whole.seconds - pullSeconds],
    ['the whole way', whole.seconds],
    ['the whole way, best run', best],
    ['the whole way, by the main thread’s own seconds', whole.mainSeconds],
    ['the whole way again, unchanged', again.seconds],
  ] as const;
  for (const [label, seconds] of rates)
    claims.push({ name: `${name}: ${label}`, value: whole.rows / seconds, unit: 'rows/s' });
}
