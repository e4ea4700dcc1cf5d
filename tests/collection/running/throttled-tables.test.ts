import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { setting } from '../../../lib/wiring/setting.ts';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { ask, deliver, recordsOf, runCollection, settled } from '../../running/running-collection.ts';
import { workbookWith } from '../../running/workbook-with.ts';

// The real SDK clients over HTTP, with tables that refuse requests as DynamoDB does without capacity.

const seed = seedDatasets().find(({ dataset }) => dataset === 'resident-id-cards');
if (seed === undefined) throw new Error('no seed');
const { dataset, content } = seed;
const provider = callerWithRole('provider');
const rows = [...syntheticRows(content, seedCodeLists(), { seed: 1, count: 300, today: '2026-11-23' })];

let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  running = await runCollection({ LEASE_SECONDS: '10', MAX_DELIVERY_ATTEMPTS: '5' });
  await running.startWorker();
});
afterAll(() => running.close());

/** Whoever asks is told to come back now and then, and does. */
async function settledThoughBusy(delivery: Delivery): Promise<Delivery> {
  for (;;) {
    try {
      return await settled(delivery, provider, 120);
    } catch (error) {
      if (!String(error).includes('answered 503')) throw error;
    }
  }
}

test('a delivery through throttled tables is published, and nothing is lost', async () => {
  const { throttling } = running;
  const delivery = await deliver(dataset, 'full', await workbookWith(content, rows), provider);
  for (const table of ['DELIVERIES_TABLE', 'DATASET_STATES_TABLE', 'RECORDS_TABLE'])
    throttling.throttle(setting(table), { refused: 1, of: 4 });
  const published = await settledThoughBusy(delivery);
  throttling.stop();
  expect(throttling.refusals()).toBeGreaterThan(10);
  expect(published).toMatchObject({ status: 'published', rowCounts: { read: 300, new: 300, rejected: 0 } });
  expect(await recordsOf(dataset, provider)).toHaveLength(300);
});

test('a caller of a table without any capacity is asked to come back', async () => {
  running.throttling.throttle(setting('DELIVERIES_TABLE'), { refused: 1, of: 1 });
  const params = { delivery: '01JD0000000000000000000001' };
  await expect(ask(readDeliveryRoute, { params, caller: provider })).rejects.toThrow(/answered 503.*service-busy/);
  running.throttling.stop();
  await expect(ask(readDeliveryRoute, { params, caller: provider })).rejects.toThrow(/answered 404/);
});
