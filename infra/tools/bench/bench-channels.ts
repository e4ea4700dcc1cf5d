import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceDeclaration } from '../../../schemas/collection/sources/source.ts';
import { databaseServers, type DatabaseServer } from '../../local/database-servers/database-servers.ts';
import { seedCodeLists } from '../../seeds/index.ts';
import type { SyntheticRow } from '../synthetic/synthetic-rows.ts';
import { benchContent } from './bench-content.ts';
import type { BenchSettings } from './bench-reading.ts';
import { channelRows } from './channels/channel-rows.ts';
import { fillTable, platformAccount, selected, tableKey } from './channels/channel-table.ts';
import { formats, servedRows, startPageService } from './channels/page-service.ts';
import { atLeast, atMost, medianFigures, type Claim } from './figures.ts';
import type { Figures, Job } from './job.ts';
import { runJob } from './run-job.ts';

type Settings = Pick<BenchSettings, 'runs' | 'code' | 'scratch'>;
type Bare = { readonly name: string; readonly job: Job };

/** What PostgreSQL's door must do at the least. */
const target = { rowsPerSecond: 29_000, megabytes: 256 };

/** Rows that go through a service: XML takes a long time. */
const rowsServed = 50_000;

/** The two doors that the platform opens itself: the whole way of their rows, against the least that anyone must do to get at the same rows, in turns. */
export async function benchChannels(
  { rows: count, ...settings }: BenchSettings,
  into: Map<string, Figures>,
  claims: Claim[],
): Promise<void> {
  const rows = channelRows(count);
  for (const server of databaseServers) {
    if (server.found) await benchTable(server, rows, settings, into, claims);
    else console.log(`${server.name} was not found: skipped`);
  }
  await benchService(rows.slice(0, rowsServed), settings, into, claims);
}

async function benchTable(
  { name, system, start }: DatabaseServer,
  rows: readonly SyntheticRow[],
  settings: Settings,
  into: Map<string, Figures>,
  claims: Claim[],
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
      ...(system === 'postgresql' ? { database: 'postgres' } : {}),
      tls: 'off',
    });
    const bare: readonly Bare[] = [
      {
        name: system === 'postgresql' ? 'COPY … TO STDOUT' : 'mariadb --batch --quick',
        job: { what: 'command-line', program, options: [...options, ...dump], rows: rows.length },
      },
      {
        name: system === 'postgresql' ? 'plain loop of pg' : 'plain stream of mysql2',
        job: { what: 'driver', system, port, user: platformAccount, selected, key: tableKey },
      },
    ];
    const whole = await measureInTurns(name, declaration, bare, rows.length, settings, into, claims);
    if (system === 'postgresql')
      claims.push(
        atLeast(`${name}: read, checked and staged`, whole.rows / whole.seconds, target.rowsPerSecond, 'rows/s'),
        atMost(`${name}: peak memory`, whole.peakMegabytes, target.megabytes, 'MB'),
      );
  } finally {
    await database.close();
  }
}

async function benchService(
  rows: readonly SyntheticRow[],
  settings: Settings,
  into: Map<string, Figures>,
  claims: Claim[],
): Promise<void> {
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
      await measureInTurns(
        format.toUpperCase(),
        declaration,
        [{ name: 'bare download and parse', job: { what: 'download', url, format, pages: service.pages } }],
        rows.length,
        settings,
        into,
        claims,
      );
    }
  } finally {
    await service.close();
  }
}

/** The whole way, the same again with nothing changed, and each bare way, once in every turn. */
async function measureInTurns(
  name: string,
  declaration: SourceDeclaration,
  bare: readonly Bare[],
  rows: number,
  { runs, code, scratch }: Settings,
  into: Map<string, Figures>,
  claims: Claim[],
): Promise<Figures> {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  const lists = new Set(benchContent.fields.map(({ codeList }) => codeList));
  const codeLists = [...seedCodeLists().values()].filter(({ id }) => lists.has(id));
  const way = (time: 'first' | 'again'): Job => ({ what: 'pull', declaration, folder, time, codeLists });
  const pieces: readonly Bare[] = [
    ...bare,
    { name: 'the whole way', job: way('first') },
    { name: 'the whole way again, unchanged', job: way('again') },
  ];
  const environment =
    'port' in declaration
      ? { SOURCE_ADDRESSES: `127.0.0.1:${declaration.port}` }
      : { SOURCE_ADDRESSES: new URL(declaration.request.url).host };

  const found = pieces.map(() => new Array<Figures>());
  for (let run = 0; run < runs; run += 1) {
    for (const [i, piece] of pieces.entries()) {
      const figures = await runJob(code, piece.job, environment);
      if (figures.rows !== rows) throw new Error(`${name}, ${piece.name}: ${figures.rows} of ${rows} rows`);
      found[i]?.push(figures);
    }
  }
  const middles = found.map(medianFigures);
  for (const [i, middle] of middles.entries()) into.set(`${name}: ${pieces[i]?.name ?? ''}`, middle);
  const [whole, again] = middles.slice(bare.length);
  if (whole?.rowCounts?.new !== rows || again?.rowCounts?.unchanged !== rows)
    throw new Error(
      `${name}: the bench’s rows are not as clean as they should be: ${JSON.stringify([whole?.rowCounts, again?.rowCounts])}`,
    );
  const perSecond = (label: string, seconds: number) =>
    claims.push({ name: `${name}: ${label}`, value: rows / seconds, unit: 'rows/s' });
  perSecond('pulled and kept', whole.pullSeconds ?? NaN);
  perSecond('ingested and staged', whole.seconds - (whole.pullSeconds ?? NaN));
  perSecond('the whole way', whole.seconds);
  perSecond('the whole way, best run', Math.min(...(found[bare.length] ?? []).map(({ seconds }) => seconds)));
  perSecond('the whole way, by the main thread’s own seconds', whole.mainSeconds);
  perSecond('the whole way again, unchanged', again.seconds);
  for (const [i, { name: other }] of bare.entries())
    claims.push({
      name: `${name}: clock, × of ${other}`,
      value: whole.seconds / (middles[i]?.seconds ?? NaN),
      unit: '×',
    });
  claims.push({ name: `${name}: staged writes of unchanged rows`, value: again.writes ?? NaN, unit: 'writes' });
  return whole;
}
