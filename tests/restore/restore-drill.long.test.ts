import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { seedCertificates, seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { stepBackIssuing } from '../../lib/certificates/issue/step-back-issuing.ts';
import { continueAfterRestore } from '../../lib/collection/restore/continue-after-restore.ts';
import { syntheticRows, type SyntheticRow } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import { rebuildIndex } from '../../lib/records/rebuild/rebuild-index.ts';
import {
  alignRestoredEvents,
  continueAfterRestorePorts,
  stepBackIssuingPorts,
} from '../../lib/wiring/after-restore.ts';
import { rebuildIndexPorts } from '../../lib/wiring/rebuild-index.ts';
import { setting } from '../../lib/wiring/setting.ts';
import { findCertificatesRoute } from '../../schemas/certificates/lookup-routes.ts';
import { readCoverageRoute } from '../../schemas/certificates/type-routes.ts';
import type { Delivery } from '../../schemas/collection/delivery.ts';
import { confirmLinkRoute, readDeliveryRoute } from '../../schemas/collection/routes.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import { queryRecordsRoute, readDatasetStateRoute, rollBackRoute } from '../../schemas/records/routes.ts';
import { callerWithRole } from '../api/invoke.ts';
import { ask, deliver, recordsOf, runCollection, settled } from '../running/running-collection.ts';
import { workbookWith } from '../running/workbook-with.ts';
import { copyTables, loseMessages, loseObjects, loseTables, restoreGroups, restoreTables } from './table-copies.ts';

// The steps of docs/operations/restoring.md, on tables that are copied, lost and restored.

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

const certificate = seedCertificates().find(({ type }) => type.serial === 14);
const cards = seedDatasets().find(({ dataset }) => dataset === 'resident-id-cards');
if (certificate === undefined || cards === undefined) throw new Error('no seed');
const datasets = [
  { dataset: certificate.type.type, content: certificate.dataset.content, department: certificate.type.department },
  { dataset: cards.dataset, content: cards.content, department: cards.content.metadata.provider },
].map((seed) => ({
  ...seed,
  caller: { ...callerWithRole('provider'), department: seed.department },
  rows: [...syntheticRows(seed.content, seedCodeLists(), { seed: 14, count: 200, today: '2026-11-01' })],
}));
type Lane = (typeof datasets)[number];
const certifiedLane = (): Lane => {
  const [first] = datasets;
  if (first === undefined) throw new Error('no dataset');
  return first;
};
const certified = certifiedLane();
const operator = callerWithRole('operator');

let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  // States swing to and fro: in a window of 30 days their removals would add up and wait for approval.
  running = await runCollection({ PART_ROWS: '20', SHRINK_LIMIT: '0.9', SHRINK_WINDOW_DAYS: '0.00001' });
});
afterAll(() => running.close());

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const send = async ({ dataset, content, caller }: Lane, rows: readonly SyntheticRow[]) =>
  await deliver(dataset, 'full', await workbookWith(content, rows), caller);
const coverage = async () =>
  readCoverageRoute.answer.body.parse(
    await ask(readCoverageRoute, { params: { type: certified.dataset }, caller: certified.caller }),
  );

/** Waits until all face data are issued. */
async function issued(): Promise<void> {
  for (let tried = 0; tried < 600; tried += 1) {
    const { total } = await coverage();
    if (total.outstanding.rows === 0 && total.issued > 0) return;
    await wait(100);
  }
  throw new Error('the certificates were not issued');
}

/** What people see of a dataset: records now and as of each publication, and its certificates. */
async function published({ dataset, caller, rows }: Lane) {
  const values = (records: Awaited<ReturnType<typeof recordsOf>>) =>
    records.map((record) => JSON.stringify(Object.entries(record.values).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
  const state = readDatasetStateRoute.answer.body.parse(
    await ask(readDatasetStateRoute, { params: { dataset }, caller: operator }),
  );
  const totals = await Promise.all(
    state.publications.map(async ({ at }) => {
      const body = JSON.stringify({ asOf: at, limit: 1 });
      const page = queryRecordsRoute.answer.body.parse(
        await ask(queryRecordsRoute, { params: { dataset }, body, caller }),
      );
      return page.total;
    }),
  );
  const certificates = await Promise.all(
    rows.slice(0, 10).map(async (row) => {
      if (dataset !== certified.dataset) return [];
      const body = JSON.stringify({ type: dataset, number: row['certificate_number'] });
      const { items } = findCertificatesRoute.answer.body.parse(await ask(findCertificatesRoute, { body, caller }));
      return items.map(({ identifier, status }) => `${identifier} ${status.validity}`);
    }),
  );
  return { records: values(await recordsOf(dataset, caller)), state, totals, certificates };
}

type Copies = { readonly [Group in keyof typeof restoreGroups]: Awaited<ReturnType<typeof copyTables>> };

/** Loses all tables, all messages and, if asked, all indexes; then follows the steps of the document. */
async function restore(
  { pointers, data, counters, events }: Copies,
  { since, losesIndexes }: { readonly since: string; readonly losesIndexes: boolean },
): Promise<void> {
  await running.killWorker();
  await loseTables();
  await loseMessages(running.queueUrls.values());
  if (losesIndexes) expect(await loseObjects(setting('WORK_BUCKET'), 'indexes/')).toBeGreaterThan(0);
  // Step 3: the four groups. Nothing runs.
  await restoreTables(pointers);
  await restoreTables(data);
  await restoreTables(counters);
  await restoreTables(events);
  // Step 4: what may be from different seconds is made to agree; a second time there is nothing to do.
  const administrator = { by: 'administrator-1', dryRun: false };
  await alignRestoredEvents(false);
  await continueAfterRestore(administrator, continueAfterRestorePorts());
  await stepBackIssuing({ since, dryRun: false }, stepBackIssuingPorts());
  // Step 5: indexes.
  for (const { dataset } of datasets) {
    const rebuilt = await rebuildIndex({ dataset, publications: 'all', dryRun: false }, rebuildIndexPorts());
    if (isRefused(rebuilt)) {
      // A delivery is being loaded: its parts and its index are there, or it would be ingested again.
      expect([rebuilt.refused, losesIndexes]).toEqual(['dataset-busy', false]);
      continue;
    }
    for (const { stored, written, entries, records } of rebuilt.indexes)
      expect({ stored, written, entries }).toEqual({
        stored: losesIndexes ? 'missing' : 'same',
        written: losesIndexes,
        entries: records,
      });
  }
  // Step 6: work goes on.
  await running.startWorker();
}

describe('tables copied while nothing runs', () => {
  test('all tables and indexes are lost and restored: people see what they saw, and work goes on', async () => {
    await running.startWorker();
    for (const lane of datasets) {
      await settled(await send(lane, lane.rows.slice(0, 100)), lane.caller);
      await settled(await send(lane, lane.rows.slice(5, 120)), lane.caller);
      await ask(rollBackRoute, {
        params: { dataset: lane.dataset },
        body: JSON.stringify({ publication: 1, reason: '报错了，回退' }),
        caller: operator,
      });
    }
    await ask(confirmLinkRoute, {
      params: { dataset: certified.dataset },
      body: JSON.stringify({ channel: 'excel' }),
      caller: operator,
    });
    await issued();
    const before = await Promise.all(datasets.map(published));
    expect(before[0]?.certificates.flat().filter((line) => line.endsWith(' valid')).length).toBeGreaterThan(0);
    const copies = {
      pointers: await copyTables(restoreGroups.pointers),
      data: await copyTables(restoreGroups.data),
      counters: await copyTables(restoreGroups.counters),
      events: await copyTables(restoreGroups.events),
    };
    await restore(copies, { since: new Date().toISOString(), losesIndexes: true });
    await issued();
    expect(await Promise.all(datasets.map(published))).toEqual(before);
    for (const lane of datasets) {
      const delivery = await settled(await send(lane, lane.rows.slice(0, 110)), lane.caller);
      expect(delivery).toMatchObject({ status: 'published', rowCounts: { new: 10, unchanged: 100, removed: 0 } });
    }
    await issued();
  });
});

describe('tables copied in the middle of loading, some seconds apart', () => {
  test.each([
    [0, true],
    [300, false],
    [800, true],
    [800, false],
    [1_500, false],
  ])(
    'first copied %i ms after the uploads, indexes lost: %s: all deliveries are published',
    async (delay, losesIndexes) => {
      const since = new Date().toISOString();
      await running.killWorker();
      await running.startWorker();
      // A state that the next ones differ from, whichever came before.
      for (const lane of datasets)
        await settled(await send(lane, lane.rows.slice(delay / 100, 90 + delay / 100)), lane.caller);
      const deliveries: { readonly lane: Lane; readonly delivery: Delivery }[] = [];
      for (const lane of datasets)
        for (const [from, to] of [
          [20, 180],
          [10, 190],
        ])
          deliveries.push({ lane, delivery: await send(lane, lane.rows.slice(from, to)) });
      await wait(delay);
      const copies: Record<string, Awaited<ReturnType<typeof copyTables>>> = {};
      for (const [group, names] of Object.entries(restoreGroups)) {
        running.pauseWorker();
        await wait(100);
        copies[group] = await copyTables(names);
        running.resumeWorker();
        await wait(250);
      }
      for (const { lane, delivery } of deliveries) await settled(delivery, lane.caller);
      await issued();
      const undisturbed = await Promise.all(datasets.map(published));

      await restore(
        {
          pointers: copies['pointers'] ?? [],
          data: copies['data'] ?? [],
          counters: copies['counters'] ?? [],
          events: copies['events'] ?? [],
        },
        { since, losesIndexes },
      );
      for (const { lane, delivery } of deliveries) {
        const { status } = await settled(delivery, lane.caller, 120);
        expect([delivery.id, status]).toEqual([delivery.id, 'published']);
      }
      for (const [i, lane] of datasets.entries()) {
        const { records } = await published(lane);
        expect(records).toEqual(undisturbed[i]?.records);
        // Every row stands where the last delivery of the restored system says, not as a remainder of a lost number.
        const repeated = await settled(await send(lane, lane.rows.slice(10, 190)), lane.caller);
        expect(repeated.rowCounts).toMatchObject({ read: 180, unchanged: 180, new: 0, changed: 0, removed: 0 });
      }
      await issued();
      const { total, faceData } = await coverage();
      expect([total.issued, total.failed.rows, faceData.difference]).toEqual([180, 0, 0]);
      // Nothing is left to be done.
      const seen = await ask(readDeliveryRoute, {
        params: { delivery: deliveries[0]?.delivery.id ?? '' },
        caller: certified.caller,
      });
      expect(readDeliveryRoute.answer.body.parse(seen).status).toBe('published');
      await running.killWorker();
      expect(await alignRestoredEvents(true)).toBe(0);
      expect(await continueAfterRestore({ by: 'administrator-1', dryRun: true }, continueAfterRestorePorts())).toEqual(
        [],
      );
    },
  );
});
