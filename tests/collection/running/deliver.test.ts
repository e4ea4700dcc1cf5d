import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { deliver, findingsOf, recordsOf, runCollection, settled } from '../../running/running-collection.ts';
import { workbookWith } from '../../running/workbook-with.ts';

const seed = seedDatasets().find(({ dataset }) => dataset === 'resident-id-cards');
if (seed === undefined) throw new Error('no seed');
const { dataset, content } = seed;
const provider = callerWithRole('provider');
const rows = [...syntheticRows(content, seedCodeLists(), { seed: 1, count: 300, today: '2026-11-23' })];

let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  running = await runCollection();
  await running.startWorker();
});
afterAll(() => running.close());

describe('a dataset through the Excel channel', () => {
  test('the first delivery is published with counts that add up, and its records can be read', async () => {
    const delivery = await settled(
      await deliver(dataset, 'full', await workbookWith(content, rows), provider),
      provider,
    );
    expect(await findingsOf(delivery, provider)).toEqual([]);
    expect(delivery).toMatchObject({
      status: 'published',
      trial: true,
      rowCounts: { read: 300, new: 300, changed: 0, unchanged: 0, rejected: 0, removed: 0 },
    });
    expect(await recordsOf(dataset, provider)).toHaveLength(300);
  });

  test('the same rows again write nothing', async () => {
    const delivery = await settled(
      await deliver(dataset, 'full', await workbookWith(content, rows), provider),
      provider,
    );
    expect(delivery).toMatchObject({
      status: 'published',
      rowCounts: { read: 300, unchanged: 300, new: 0, changed: 0, removed: 0 },
    });
    expect(delivery.seq).toBeUndefined();
  });
});
