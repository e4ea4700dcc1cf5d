import { documentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { putItem } from '../../../lib/adapters/dynamodb/items.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { setting } from '../../../lib/wiring/setting.ts';
import { applicationEntity } from '../../../schemas/sharing/application.ts';
import { Grant } from '../../../schemas/sharing/grant.ts';
import { seedCodeLists } from '../../seeds/index.ts';
import { benchContent, benchDay } from './bench-content.ts';
import type { BenchSettings } from './bench-reading.ts';
import { atMost, medianFigures, type Results } from './figures.ts';
import type { Figures } from './job.ts';
import { benchDataset, startPipeline, type PipelineStage } from './pipeline.ts';
import { runJob } from './run-job.ts';
import { benchWorkbook } from './workbooks.ts';

/** The local table rewrites the day's set of subjects with each call: of 3,000, calls that are made at once time out. */
const maxRows = 600;
const manyCallers = 300;
const grantId = '01JD6Y3V5W8Q2K4M7N9PRSTVXZ';
const consumer = 'public-security';
const plenty = 1_000_000;

/** Benches queries under a grant against bare queries of the same records, and the feed against the parts alone. */
export async function benchSharing(
  { rows, runs, workbooks, code, scratch }: BenchSettings,
  results: Results,
): Promise<void> {
  const count = Math.min(rows, maxRows);
  const pipeline = await startPipeline({ code, scratch });
  try {
    const { id } = await pipeline.upload(await benchWorkbook(workbooks, { rows: count, strings: 'shared', faulty: 0 }));
    const stages: readonly PipelineStage[] = ['receive-upload', 'ingest-excel', 'load-part', 'publish-delivery'];
    for (const stage of stages) await pipeline.run(stage, id, count);
    await storeGrant();
    const accounts = Array.from(
      syntheticRows(benchContent, seedCodeLists(), { seed: 5, count, today: benchDay }),
      (row) => String(row['account']),
    );
    const jobs = {
      'under a grant, one by one': { what: 'use-grant', callers: 1 },
      'under a grant, 300 at once': { what: 'use-grant', callers: manyCallers },
      'bare query, one by one': { what: 'bare-query', callers: 1 },
      'bare query, 300 at once': { what: 'bare-query', callers: manyCallers },
    } as const;
    const found = new Map<string, Figures[]>();
    for (let run = 0; run < runs; run += 1)
      for (const [name, { what, callers }] of Object.entries(jobs)) {
        const job = { what, grant: grantId, consumer, dataset: benchDataset, accounts, callers } as const;
        found.set(name, [...(found.get(name) ?? []), await runJob(code, job, pipeline.environment)]);
      }
    await benchFeed({ code, runs, environment: pipeline.environment, delivery: id }, results);
    const figuresOf = (name: keyof typeof jobs) => medianFigures(found.get(name) ?? []);
    for (const name of Object.keys(jobs)) results.runs.set(`query: ${name}`, medianFigures(found.get(name) ?? []));
    const [one, many] = [figuresOf('under a grant, one by one'), figuresOf('under a grant, 300 at once')];
    const bare = figuresOf('bare query, 300 at once');
    results.claims.push(...queryClaims(one, many, bare));
  } finally {
    await pipeline.close();
  }
}

function queryClaims(one: Figures, many: Figures, bare: Figures): Results['claims'] {
  return [
    atMost('query under a grant: our own work, p50', one.calls?.own.p50 ?? NaN, 1, 'ms'),
    atMost('query under a grant: our own work, p99', one.calls?.own.p99 ?? NaN, 5, 'ms'),
    { name: 'query under a grant: our own work, main thread', value: one.calls?.ownMainMs ?? NaN, unit: 'ms' },
    { name: 'query under a grant: requests and the client, p50', value: one.calls?.table.p50 ?? NaN, unit: 'ms' },
    // The first call of a minute, and a cache that is renewed, take one more.
    atMost('query under a grant: requests of the table', Math.round((one.writes ?? NaN) / one.rows), 4, 'writes'),
    { name: '300 at once: main thread a query', value: (many.mainSeconds / many.rows) * 1000, unit: 'ms' },
    { name: '300 at once: clock, × of the bare query', value: many.seconds / bare.seconds, unit: '×' },
    { name: '300 at once: main thread, × of the bare query', value: many.mainSeconds / bare.mainSeconds, unit: '×' },
  ];
}

type FeedBench = {
  readonly code: string;
  readonly runs: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly delivery: string;
};

async function benchFeed({ code, runs, environment, delivery }: FeedBench, results: Results): Promise<void> {
  const figures = { 'read-feed': new Array<Figures>(), 'read-parts': new Array<Figures>() };
  for (let run = 0; run < runs; run += 1)
    for (const what of ['read-feed', 'read-parts'] as const) {
      const job = { what, grant: grantId, consumer, delivery, parts: 1 } as const;
      figures[what].push(await runJob(code, job, environment));
    }
  const [feed, parts] = [medianFigures(figures['read-feed']), medianFigures(figures['read-parts'])];
  results.runs.set('change feed: under a grant', feed);
  results.runs.set('change feed: the parts alone', parts);
  const rate = ({ rows, seconds }: Figures) => rows / seconds;
  results.claims.push(
    { name: 'change feed under a grant', value: rate(feed), unit: 'rows/s' },
    { name: 'change feed under a grant, share of the parts alone', value: rate(feed) / rate(parts), unit: '×' },
    { name: 'change feed: main thread, ms for 1,000 rows', value: (feed.mainSeconds / feed.rows) * 1e6, unit: 'ms' },
  );
}

/** As an application's decision writes it. */
async function storeGrant(): Promise<void> {
  const grant = Grant.parse({
    id: grantId,
    dataset: benchDataset,
    version: 1,
    provider: benchContent.metadata.provider,
    consumer,
    fields: benchContent.fields.map(({ key }) => ({ field: key, mask: 'none' })),
    filters: [],
    ways: ['query', 'changes'],
    purpose: '基准测试',
    legalBasis: '基准测试',
    matter: '基准测试',
    quota: { calls: plenty, rows: plenty, subjects: plenty, callsPerMinute: plenty },
    from: '2020-01-01',
    until: '2099-12-31',
    grantedAt: '2020-01-01T00:00:00.000Z',
    grantedBy: 'bench',
  });
  const { provider } = grant;
  const item = { entity: applicationEntity(grantId), item: 'current', consumer, provider, grant };
  await putItem({ client: documentClient(), name: setting('SHARING_TABLE') }, item);
}
