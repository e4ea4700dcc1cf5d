import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { createRandom } from '../../../lib/kernel/synthetic/random.ts';
import { type SyntheticRow, syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import { callerWithRole } from '../../api/invoke.ts';
import {
  ask,
  deliver,
  findingsOf,
  openFeed,
  recordsOf,
  runCollection,
  settled,
} from '../../running/running-collection.ts';
import { workbookWith } from '../../running/workbook-with.ts';

/** How many deliveries are disturbed; `KILL_RUNS=200` for the long run. */
const wanted = Number(process.env['KILL_RUNS'] ?? 12);
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);

/** Datasets that are delivered side by side: one kill meets each of them at another point. */
const lanes = ['resident-id-cards', 'driving-licences', 'vehicles', 'tax-payments'].map((id) => {
  const found = seedDatasets().find(({ dataset }) => dataset === id);
  if (found === undefined) throw new Error(`no seed ${id}`);
  const caller = { ...callerWithRole('provider'), department: found.content.metadata.provider };
  return { dataset: id, content: found.content, caller, readFeed: openFeed(id, caller) };
});
type Lane = (typeof lanes)[number];

let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  // States swing to and fro: in a window of 30 days their removals would add up and wait for approval.
  running = await runCollection({ LEASE_SECONDS: '1', PART_ROWS: '40', SHRINK_WINDOW_DAYS: '0.00001' });
});
afterAll(() => running.close());

/** Two states of a dataset that differ in new, changed, removed and rejected rows; deliveries swing between them. */
function statesOf({ content }: Lane): [SyntheticRow[], SyntheticRow[]] {
  const all = [...syntheticRows(content, seedCodeLists(), { seed: 7, count: 260, today: '2026-11-23' })];
  const other = [...syntheticRows(content, seedCodeLists(), { seed: 8, count: 260, today: '2026-11-23' })];
  const key = content.key;
  const second = all
    .slice(30)
    .map((row, i) =>
      i % 5 === 0 ? { ...(other[i] ?? row), ...Object.fromEntries(key.map((name) => [name, row[name] ?? null])) } : row,
    );
  second.push({ ...all[40] }, { ...all[41] });
  return [all.slice(0, 230), second];
}

const textsOf = (records: readonly RecordValues[]) =>
  records.map((values) => JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

/** What must be the same in the end, however often the worker died on the way. */
async function outcomeOf(delivery: Delivery, { dataset, caller, readFeed }: Lane) {
  const records = textsOf((await recordsOf(dataset, caller)).map(({ values }) => values));
  expect(textsOf(await readFeed()), 'what the feed gave since the first delivery').toEqual(records);
  const findings = (await findingsOf(delivery, caller)).map(
    ({ code, row, column }) => `${code} ${row ?? ''} ${column ?? ''}`,
  );
  return { status: delivery.status, rowCounts: delivery.rowCounts, records, findings };
}

test(
  `${wanted} deliveries whose worker is killed at random points end as undisturbed ones do`,
  { timeout: 1_800_000 },
  async () => {
    const books = await Promise.all(
      lanes.map(async (lane) => ({
        lane,
        workbooks: await Promise.all(statesOf(lane).map((rows) => workbookWith(lane.content, rows))),
      })),
    );
    const round = (state: number) =>
      Promise.all(
        books.map(async ({ lane, workbooks }) => ({
          lane,
          delivery: await deliver(lane.dataset, 'full', workbooks[state] ?? new Uint8Array(), lane.caller),
        })),
      );
    const outcomes = async (delivered: Awaited<ReturnType<typeof round>>) =>
      await Promise.all(
        delivered.map(async ({ lane, delivery }) => await outcomeOf(await settled(delivery, lane.caller, 90), lane)),
      );

    // Undisturbed: into the first state, then to and fro once, so that each swing has its expected outcome.
    await running.startWorker();
    await outcomes(await round(0));
    const expected = [];
    for (const state of [1, 0]) expected.unshift(await outcomes(await round(state)));

    const { next: random } = createRandom(seed);
    let disturbed = 0;
    for (let swing = 1; disturbed < wanted; swing = 1 - swing) {
      await running.standBy();
      const delivered = await round(swing);
      const kills = 1 + Math.floor(random() * 2);
      const points: number[] = [];
      for (let kill = 0; kill < kills; kill += 1) {
        const point = Math.floor(random() ** 2 * 1_500);
        points.push(point);
        await new Promise((resolve) => setTimeout(resolve, point));
        await running.killWorker();
        if (kill === 0) {
          for (const { lane, delivery } of delivered) {
            const { status, annotated } = readDeliveryRoute.answer.body.parse(
              await ask(readDeliveryRoute, { params: { delivery: delivery.id }, caller: lane.caller }),
            );
            if (status !== 'published' || annotated === 'pending') disturbed += 1;
          }
        }
        await running.startWorker();
      }
      expect(await outcomes(delivered), `seed ${seed}, killed after ${points.join(' and ')} ms`).toEqual(
        expected[swing],
      );
    }
  },
);
