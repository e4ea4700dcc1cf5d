import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { Run, SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { publishedByKey, publishedRecords } from '../published-records.ts';
import { sourceKey, type Gate, type SourceSimulation } from '../source-simulation.ts';
import { type DepartmentModel, unreadableKey } from './department-model.ts';
import type { Coverage } from './run-state.ts';

const settledStatuses: ReadonlySet<string> = new Set(['published', 'returned', 'discarded']);

/** Holds at every change of the source: fencing, a watermark that never goes back, and full before increment. */
export function sourceInvariants(coverage: Coverage) {
  const workerOfToken = new Map<number, Gate>();
  const fullyRead = new Set<number>();
  /** Declarations whose first run started at a requested watermark. */
  const exempt = new Set<number>();

  const checkWatermark = (before: SourceRecord, after: SourceRecord, isRedeclared: boolean) => {
    if (isRedeclared) expect(after.watermark, 'a new declaration has no watermark').toBeUndefined();
    // A run whose delivery was returned or discarded restores the watermark.
    const isRestored =
      before.run?.phase === 'finishing' && after.run === undefined && after.watermark === before.run.from;
    if (isRedeclared || isRestored || before.watermark === undefined) return;
    expect(
      (after.watermark ?? '') >= before.watermark,
      `the watermark goes from ${before.watermark} to ${after.watermark}`,
    ).toBe(true);
  };
  const checkNewRun = (before: SourceRecord, run: Run) => {
    const { declarationVersion } = run;
    coverage.pulls += 1;
    if (run.purpose === 'reconcile') coverage.reconciles += 1;
    if (before.requested?.from !== undefined && before.watermark === undefined) exempt.add(declarationVersion);
    if (run.mode === 'increment' && !exempt.has(declarationVersion))
      expect(
        fullyRead.has(declarationVersion),
        `an increment of declaration ${declarationVersion} before a full read`,
      ).toBe(true);
  };

  return {
    onLease: (fencingToken: number, worker: Gate) => {
      expect(workerOfToken.has(fencingToken), 'a fencing token is given once').toBe(false);
      workerOfToken.set(fencingToken, worker);
    },
    onChange: (
      before: SourceRecord,
      after: SourceRecord,
      { worker, fencingToken }: { readonly worker: Gate; readonly fencingToken: number | undefined },
    ) => {
      if (fencingToken !== undefined)
        expect(
          workerOfToken.get(before.fencingToken) === worker && fencingToken === before.fencingToken,
          'only the worker with the lease changes the source',
        ).toBe(true);
      const isRedeclared = after.declarationVersion > before.declarationVersion;
      checkWatermark(before, after, isRedeclared);
      if (after.run !== undefined && after.run.id !== before.run?.id) checkNewRun(before, after.run);
      if (before.run?.mode === 'full' && isReadToEnd(before.run) && after.watermark !== undefined)
        fullyRead.add(before.run.declarationVersion);
      if (
        before.requested !== undefined &&
        after.requested === undefined &&
        after.declarationVersion === before.declarationVersion
      )
        expect(after.run?.purpose, 'a requested run starts').toBe(before.requested.purpose);
    },
  };
}

function isReadToEnd(run: Run): boolean {
  return run.phase !== 'reading' || run.checkpoint === 'end';
}

/** Holds at each standstill: records equal the source's valid rows, and every delivery is settled and adds up. */
export async function assertRecordsEqual(
  world: SourceSimulation,
  model: DepartmentModel,
  coverage: Coverage,
): Promise<void> {
  const expected = await assertRowsAccountedFor(world, model);
  for (const key of model.keys) {
    expect(await publishedByKey(world, key), `${key} by its key`).toBe(expected.get(key));
    model.possibleValues.set(key, new Set([expected.get(key)]));
  }
  for (const delivery of world.stores.deliveries.all()) await assertDeliveryComplete(world, delivery, coverage);
}

/** A valid row is published; an invalid one leaves the last valid version and is pending as a rejected row. */
async function assertRowsAccountedFor(world: SourceSimulation, model: DepartmentModel) {
  const published = await publishedRecords(world);
  const pending = await world.stores.rejectedRows.pendingIds(sourceKey);
  const expected = new Map<string, string>();
  for (const { key, name, op } of world.table.rows.values()) {
    const isInvalid = name === null || key === unreadableKey;
    if (op !== 'D' && !isInvalid) expected.set(key, name);
    const isPending = pending.has(world.rejectedRowIdOf(key));
    if (op === 'D' || !isInvalid) {
      expect(isPending, `${key} is valid or deleted, and no rejected row is pending`).toBe(false);
      continue;
    }
    const [current, possible] = [published.get(key), model.possibleValues.get(key) ?? new Set([undefined])];
    expect([...possible], `${key} keeps its last valid version`).toContain(current);
    if (current !== undefined) expected.set(key, current);
    if (key !== unreadableKey && !(current ?? '').startsWith('c'))
      expect(isPending, `${key} is rejected and pending`).toBe(true);
  }
  expect(Object.fromEntries(published), 'the records equal the source').toEqual(Object.fromEntries(expected));
  return expected;
}

async function assertDeliveryComplete(
  { stores }: SourceSimulation,
  { id, status, rowCounts, rawKey, purpose }: DeliveryRecord,
  coverage: Coverage,
): Promise<void> {
  expect(settledStatuses.has(status), `${id} is ${status}`).toBe(true);
  if (rowCounts === undefined) return;
  expect(
    rowCounts.new + rowCounts.changed + rowCounts.unchanged + rowCounts.rejected,
    `every row of ${id} is accounted for`,
  ).toBe(rowCounts.read);
  const { manifest } = await stores.pulls.readManifest(rawKey);
  expect(rowCounts.read, `every row of ${id} was read`).toBe(
    purpose === 'replay' ? manifest.only?.length : manifest.pages.reduce((sum, { rows }) => sum + rows, 0),
  );
  for (const { key, sha256 } of manifest.pages) {
    const bytes = await stores.pulls.readPage(key);
    expect(createHash('sha256').update(bytes).digest('hex'), `${key} is unchanged`).toBe(sha256);
  }
  coverage.rows += rowCounts.read;
  coverage.rejected += rowCounts.rejected;
}
