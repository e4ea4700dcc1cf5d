import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { createRandom } from '../../../infra/tools/synthetic/random.ts';
import { approveDelivery } from '../../../lib/collection/deliveries/approve-delivery.ts';
import { discardDelivery } from '../../../lib/collection/deliveries/discard-delivery.ts';
import { retryDelivery } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { confirmSource } from '../../../lib/collection/sources/registration/confirm-source.ts';
import { operateSource } from '../../../lib/collection/sources/registration/operate-source.ts';
import { registerSource } from '../../../lib/collection/sources/registration/register-source.ts';
import { testSource } from '../../../lib/collection/sources/registration/test-source.ts';
import { replayRejectedRows } from '../../../lib/collection/sources/rejected-rows/replay-rejected-rows.ts';
import { secondsAfter } from '../../../lib/kernel/instant.ts';
import { SourceFault } from '../../../lib/kernel/source-fault.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import { publishedByKey, publishedRecords } from './published-records.ts';
import { simulateWorkers } from './simulated-workers.ts';
import {
  callerWithRole,
  openSourceSimulation,
  operator,
  sourceKey,
  provider,
  type Gate,
  type Message,
  type Task,
} from './source-simulation.ts';
import { timeText, type Transaction, type Write } from './table-memory.ts';

type Person = { readonly kind: 'person' };
const isMessage = (task: Task | Person): task is Message =>
  task.kind !== 'person' && task.kind !== 'sweep' && task.kind !== 'due';
/** Its name is too long to be a key: whatever the row says, it is rejected, and nobody can tell whose it is. */
const unreadable = 'k'.repeat(30);
const anchor = 'k00';
/** Who asked for a run does not release what it would remove. */
const another = { ...operator, subject: 'operator-2' };
/** A queue gives up a message that failed so often. */
const maxReceives = 5;
/** Turns after which something hangs. */
const maxSteps = 20_000;
const settled: ReadonlySet<string> = new Set(['published', 'returned', 'discarded']);

/** What one run met; a test over many of them sees whether the chances were worth the name. */
export type Coverage = Readonly<
  Record<
    | 'pulls'
    | 'rows'
    | 'deaths'
    | 'late'
    | 'tooLate'
    | 'rejected'
    | 'awaitingApproval'
    | 'failed'
    | 'replays'
    | 'reconciles'
    | 'registrations'
    | 'faults',
    number
  >
>;

/** One source and its platform through some rounds of disorder, each followed by a standstill at which the records must equal the source. */
export async function randomRun(seed: number): Promise<Coverage> {
  const random = createRandom(seed);
  const coverage = {
    pulls: 0,
    rows: 0,
    deaths: 0,
    late: 0,
    tooLate: 0,
    rejected: 0,
    awaitingApproval: 0,
    failed: 0,
    replays: 0,
    reconciles: 0,
    registrations: 0,
    faults: 0,
  };
  const rates = {
    death: random.pick([0, 0.005, 0.02]),
    sleep: random.pick([0, 0.01, 0.03]),
    short: random.pick([0, 0.05, 0.3]),
    lost: random.pick([0, 0.05]),
    twice: random.pick([0, 0.1]),
    fault: random.pick([0, 0.03, 0.1]),
  };
  const withUnreadable = random.chance(0.2);
  let disorder = true;
  const overlapSeconds = random.pick([20, 60, 600]);
  const tick = random.pick([1, 1_000_000, 10_000_000]);

  // What must hold at every moment.
  const owners = new Map<number, Gate>();
  const readWhole = new Set<number>();
  const exempt = new Set<number>();
  const heard = (before: SourceRecord, after: SourceRecord, by: Gate, fencingToken: number | undefined) => {
    if (fencingToken !== undefined)
      expect(
        owners.get(before.fencingToken) === by && fencingToken === before.fencingToken,
        'only the worker whose turn it is is heard',
      ).toBe(true);
    const anew = after.declarationVersion > before.declarationVersion;
    if (anew) expect(after.watermark, 'what is declared anew has been read nowhere').toBeUndefined();
    // A run of which nothing was taken, for it was given back or discarded as a whole, leaves the source where it found it.
    const leftAsItWas =
      before.run?.phase === 'finishing' && after.run === undefined && after.watermark === before.run.from;
    if (!anew && !leftAsItWas && before.watermark !== undefined)
      expect(
        (after.watermark ?? '') >= before.watermark,
        `the watermark goes from ${before.watermark} to ${after.watermark}`,
      ).toBe(true);
    const { run } = after;
    if (run !== undefined && run.id !== before.run?.id) {
      coverage.pulls += 1;
      if (run.purpose === 'reconcile') coverage.reconciles += 1;
      if (before.requested?.from !== undefined && before.watermark === undefined) exempt.add(run.declarationVersion);
      if (run.mode === 'increment' && !exempt.has(run.declarationVersion))
        expect(
          readWhole.has(run.declarationVersion),
          `an increment of revision ${run.declarationVersion}, of which not everything was read`,
        ).toBe(true);
    }
    if (
      before.run?.mode === 'full' &&
      (before.run.phase !== 'reading' || before.run.checkpoint === 'end') &&
      after.watermark !== undefined
    )
      readWhole.add(before.run.declarationVersion);
    if (
      before.requested !== undefined &&
      after.requested === undefined &&
      after.declarationVersion === before.declarationVersion
    )
      expect(after.run?.purpose, 'what a person asked for is begun').toBe(before.requested.purpose);
  };

  const world = openSourceSimulation({
    skew: random.pick([-90, 0, 90]),
    tick,
    overlapSeconds,
    pageRows: random.between(1, 3),
    timetable: {
      reconcile: random.pick(['never', '*/30 * * * *']),
      ...(random.chance(0.2) ? { window: { from: '08:10', to: '20:00' } } : {}),
    },
    shrinkLimit: random.pick([0.3, 0.95]),
    remainingMs: () => (random.chance(disorder ? rates.short : rates.short / 3) ? 0 : 600_000),
    copies: () => (disorder && random.chance(rates.lost) ? 0 : disorder && random.chance(rates.twice) ? 2 : 1),
    fault: () => {
      if (!disorder || !random.chance(rates.fault)) return;
      coverage.faults += 1;
      throw random.pick([
        new SourceFault('connection-lost'),
        new SourceFault('permission-denied'),
        new SourceFault('too-many-requests', { status: 429 }, { retryAfterSeconds: 90 }),
      ]);
    },
    heard,
    granted: (fencingToken, by) => {
      expect(owners.has(fencingToken), 'a fence is given once').toBe(false);
      owners.set(fencingToken, by);
    },
  });

  // The department: transactions that are open for a while, and what its rows may have been seen as since they were last compared.
  const { table } = world;
  const keys = Array.from({ length: random.between(3, 12) }, (_, i) => `k${`${i}`.padStart(2, '0')}`);
  const seen = new Map<string, Set<string | undefined>>();
  let transactions: { readonly transaction: Transaction; readonly commitAt: string; readonly tooLate: boolean }[] = [];
  let onlyReconcileFinds = false;
  let written = 0;
  const mayBeSeen = (key: string, value: string | undefined) =>
    seen.set(key, (seen.get(key) ?? new Set([undefined])).add(value));
  const commit = (transaction: Transaction) => {
    for (const { key, name, op } of transaction.writes)
      if (op === 'D' || name !== null)
        mayBeSeen(key, op === 'D' || key === unreadable ? undefined : (name ?? undefined));
    table.commit(transaction);
  };
  const writeOf = (key: string): Write => {
    const there = table.rows.get(key);
    if (there !== undefined && there.op !== 'D' && key !== anchor && random.chance(0.25))
      return { key, name: there.name, op: 'D' };
    return {
      key,
      name: key !== anchor && random.chance(0.25) ? null : `v${(written += 1)}`,
      op: there === undefined ? 'I' : 'U',
    };
  };
  const write = () => {
    const locked = new Set(transactions.flatMap(({ transaction }) => transaction.writes.map(({ key }) => key)));
    const all = [...keys, ...(withUnreadable ? [unreadable] : [])].filter((key) => !locked.has(key));
    const many = random.chance(0.1);
    const chosen = all.filter(() => random.chance(many ? 0.8 : 2 / (keys.length + 1)));
    if (chosen.length === 0) return;
    const gone = many && random.chance(0.6);
    const transaction = table.begin(
      chosen.map((key) => (gone && key !== anchor ? { key, name: 'gone', op: 'D' as const } : writeOf(key))),
    );
    const tooLate = random.chance(0.05);
    const wait = random.chance(0.5)
      ? 0
      : tooLate
        ? overlapSeconds * (1 + random.next()) + 60
        : random.next() * (overlapSeconds - tick / 1_000_000 - 5);
    if (wait === 0) return commit(transaction);
    transactions.push({ transaction, commitAt: secondsAfter(world.time(), wait), tooLate });
  };
  /** A transaction is never open for longer than it says, however far the clock goes on. */
  const commitDue = (until: string) => {
    for (const { transaction, tooLate } of transactions.filter(({ commitAt }) => commitAt <= until)) {
      commit(transaction);
      coverage[tooLate ? 'tooLate' : 'late'] += 1;
      onlyReconcileFinds ||= tooLate;
    }
    transactions = transactions.filter(({ commitAt }) => commitAt > until);
  };
  const wait = (most: number) => {
    // A person's request is answered within half a minute, or not at all.
    const seconds = workers.isAny(({ kind }) => kind === 'person') ? Math.min(most, 0.1) : most;
    for (const { commitAt } of transactions.toSorted((a, b) => (a.commitAt < b.commitAt ? -1 : 1))) {
      const ahead = (Date.parse(commitAt) - Date.parse(world.time())) / 1000;
      if (ahead > 0 && ahead <= seconds && random.chance(0.5)) {
        // The moment itself is not passed over: what is committed just before the clock goes on is as old as it may be.
        world.wait(ahead);
        commitDue(world.time());
        return;
      }
    }
    commitDue(secondsAfter(world.time(), seconds));
    world.wait(seconds);
  };
  const dropRow = () => {
    const key = random.pick(['k01', ...keys.slice(1)]);
    if (
      withUnreadable ||
      !table.rows.has(key) ||
      transactions.some(({ transaction }) => transaction.writes.some((one) => one.key === key))
    )
      return;
    table.dropRow(key);
    mayBeSeen(key, undefined);
    onlyReconcileFinds = true;
  };

  // The platform: its queue, its two timetables, and people.
  const receives = new Map<Task, number>();
  const failures: unknown[] = [];
  const workers = simulateWorkers<Task | Person>(random, (task, how, error) => {
    if (how === 'dead') coverage.deaths += 1;
    if (how === 'failed') {
      failures.push(error);
      if (error instanceof Error && error.name === 'AssertionError') throw error;
    }
    if (how === 'done' || !isMessage(task)) return;
    const received = (receives.get(task) ?? 0) + 1;
    receives.set(task, received);
    if (received < maxReceives) world.queue.push(task);
  });
  const startTask = (task: Task) => workers.start(task, (gate) => world.handle(task, gate));
  const startQueued = async () => {
    const [message] = world.queue.splice(random.between(0, world.queue.length - 1), 1);
    if (message !== undefined) await startTask(message);
  };
  const person = (act: (ports: ReturnType<typeof world.portsThrough>) => Promise<unknown>) =>
    workers.start({ kind: 'person' }, (gate) => act(world.portsThrough(gate)));
  const operate = (operation: 'pause' | 'resume' | 'run-now' | 'run-from' | 'reconcile-now', from?: string) =>
    person((ports) =>
      operateSource(
        {
          ...callerWithRole(operator),
          params: sourceKey,
          body: { operation, reason: '测试', ...(from === undefined ? {} : { from }) },
        },
        ports,
      ),
    );
  const runFrom = () => {
    const seconds = random.between(-3600, 60);
    if (seconds > 0 || world.source().watermark === undefined) onlyReconcileFinds = true;
    return operate('run-from', timeText(Date.parse(world.time()) * 1000 + seconds * 1_000_000));
  };
  const register = () => {
    coverage.registrations += 1;
    return person((ports) =>
      registerSource(
        {
          ...callerWithRole(provider),
          params: sourceKey,
          body: { declaration: world.declaration, timetable: world.timetable },
        },
        ports,
      ),
    );
  };
  const test = () =>
    person((ports) => testSource({ ...callerWithRole(operator), params: sourceKey, body: null }, ports));
  const confirm = () =>
    person((ports) => confirmSource({ ...callerWithRole(operator), params: sourceKey, body: {} }, ports));
  const replay = async () => {
    const waiting = (await world.stores.rejectedRows.pending(sourceKey, { limit: 100 })).filter(
      ({ state, kind }) => state === 'pending' && kind === 'row',
    );
    const corrected = waiting
      .filter(() => random.chance(0.5))
      .map(({ id }) => ({ id, correction: { name: `c${(written += 1)}` } }));
    for (const key of keys)
      for (const { id, correction } of corrected)
        if (world.rejectedRowIdOf(key) === id) mayBeSeen(key, correction.name);
    coverage.replays += 1;
    await person((ports) =>
      replayRejectedRows(
        {
          ...callerWithRole(operator),
          params: sourceKey,
          body: { reason: '测试', ...(corrected.length === 0 ? {} : { rejectedRows: corrected }) },
        },
        ports,
      ),
    );
  };
  /** What people do about deliveries that wait for them. */
  const decide = async ({ id, status, purpose }: DeliveryRecord) => {
    const params = { delivery: id };
    coverage[status === 'awaiting-approval' ? 'awaitingApproval' : 'failed'] += 1;
    if (disorder && random.chance(0.3)) {
      if (purpose !== 'replay') onlyReconcileFinds = true;
      await person((ports) =>
        discardDelivery({ ...callerWithRole(operator), params, body: { reason: '测试' } }, ports),
      );
    } else if (status === 'awaiting-approval')
      await person((ports) => approveDelivery({ ...callerWithRole(another), params, body: { reason: '测试' } }, ports));
    else await person((ports) => retryDelivery({ ...callerWithRole(operator), params, body: null }, ports));
  };
  const waitingForPeople = () =>
    world.stores.deliveries
      .all()
      .filter(
        ({ status, discarding }) => (status === 'awaiting-approval' || status === 'failed') && discarding === undefined,
      );
  const peopleAct = async () => {
    const [waiting] = waitingForPeople();
    if (waiting !== undefined) return await decide(waiting);
    const { state } = world.source();
    if (state === 'registered') return await (random.chance(0.5) ? test() : confirm());
    await random.pick([
      () => operate('pause'),
      () => operate('resume'),
      () => operate('resume'),
      () => operate('run-now'),
      () => operate('reconcile-now'),
      () => runFrom(),
      ...(world.source().run === undefined ? [replay, replay] : []),
      () => replay(),
      () => (random.chance(0.3) ? register() : operate('resume')),
    ])();
  };

  const chaos = async (steps: number) => {
    for (let step = 0; step < steps; step += 1) {
      const chance = random.next();
      if (chance < 0.6) await workers.step(rates.death, rates.sleep);
      else if (chance < 0.75 && world.queue.length > 0) await startQueued();
      else if (chance < 0.83) write();
      else if (chance < 0.835) dropRow();
      else if (chance < 0.87) await startTask({ kind: 'due' });
      else if (chance < 0.89) await startTask({ kind: 'sweep' });
      else if (chance < 0.91) await peopleAct();
      else if (chance < 0.94) commitDue(world.time());
      else wait(random.pick([0.1, 1, 10, 30, 61, 300]));
    }
  };

  const isQuiet = () => {
    const source = world.source();
    return (
      world.stores.deliveries.all().every(({ retryAt }) => retryAt === undefined) &&
      source.run === undefined &&
      (source.requested === undefined || source.state !== 'running') &&
      source.replays.length === 0 &&
      source.leaseUntil === undefined &&
      (source.dueAt ?? '~') > world.time()
    );
  };
  /** Goes on, undisturbed, until nobody has anything to do. */
  const untilQuiet = async () => {
    workers.wakeAll();
    for (let turn = 0; turn < maxSteps; turn += 1) {
      const [waiting] = waitingForPeople();
      if (workers.count() > 0) await workers.step(0, 0);
      else if (world.queue.length > 0) await startQueued();
      else if (waiting !== undefined) await decide(waiting);
      else if (isQuiet()) return;
      else {
        const { dueAt } = world.source();
        const moments = [...world.stores.deliveries.all().map((delivery) => delivery.retryAt), dueAt]
          .flatMap((moment) => moment ?? [])
          .toSorted();
        world.wait((Date.parse(moments[0] ?? world.time()) - Date.parse(world.time())) / 1000 + 1);
        await startTask({ kind: 'sweep' });
        await startTask({ kind: 'due' });
      }
    }
    throw new Error(
      `it hangs: ${JSON.stringify({ source: world.source(), deliveries: world.stores.deliveries.all().map(({ id, status, retryAt }) => [id, status, retryAt]), failures: failures.slice(-3).map(String) }).replace(/"(declaration|timetable|decisions)":[^\]]*?[\]}],?/g, '')}`,
    );
  };
  const through = async (act: () => Promise<unknown>) => {
    await act();
    await untilQuiet();
  };
  const untilRunning = async () => {
    if (world.source().state === 'paused') await through(() => operate('resume'));
    if (world.source().state === 'registered') {
      await through(test);
      await through(confirm);
    }
    expect(world.source().state).toBe('running');
  };

  const standstill = async () => {
    disorder = false;
    commitDue(secondsAfter(world.time(), 10 * 86_400));
    const still = world.time();
    await untilQuiet();
    await untilRunning();
    // A run that begins now has seen everything that was committed.
    const asked = world.time();
    await through(() => operate('run-now'));
    expect(
      (world.source().health.lastSuccess?.at ?? '') > asked,
      `no run succeeded since the source stood still at ${still}: ${JSON.stringify(world.source().health)}`,
    ).toBe(true);
    if (onlyReconcileFinds) {
      await through(() => operate('reconcile-now'));
      expect((world.source().health.lastReconciled?.at ?? '') > asked, 'it was compared as a whole').toBe(true);
    }
    onlyReconcileFinds = false;
    await mustEqual();
    disorder = true;
  };

  const mustEqual = async () => {
    const shown = await publishedRecords(world);
    const open = await world.stores.rejectedRows.pendingIds(sourceKey);
    const stored = [...table.rows.values()];
    const expected = new Map<string, string>();
    for (const { key, name, op } of stored) {
      const bad = name === null || key === unreadable;
      if (op !== 'D' && !bad) expected.set(key, name);
      if (op === 'D' || !bad) {
        expect(
          open.has(world.rejectedRowIdOf(key)),
          `${key} is in good order or gone, and no dead letter is left`,
        ).toBe(false);
        continue;
      }
      const [is, may] = [shown.get(key), seen.get(key) ?? new Set([undefined])];
      expect([...may], `${key} keeps its last good version`).toContain(is);
      if (is !== undefined) expected.set(key, is);
      if (key !== unreadable && !(is ?? '').startsWith('c'))
        expect(open.has(world.rejectedRowIdOf(key)), `${key} is rejected and waits as a dead letter`).toBe(true);
    }
    expect(Object.fromEntries(shown), 'the records equal the source').toEqual(Object.fromEntries(expected));
    for (const key of keys) {
      expect(await publishedByKey(world, key), `${key} by its key`).toBe(expected.get(key));
      seen.set(key, new Set([expected.get(key)]));
    }

    for (const delivery of world.stores.deliveries.all()) {
      const { id, status, rowCounts, rawKey, purpose } = delivery;
      expect(settled.has(status), `${id} is ${status}`).toBe(true);
      if (rowCounts === undefined) continue;
      expect(
        rowCounts.new + rowCounts.changed + rowCounts.unchanged + rowCounts.rejected,
        `every row of ${id} is accounted for`,
      ).toBe(rowCounts.read);
      const { manifest } = await world.stores.pulls.readManifest(rawKey);
      expect(rowCounts.read, `every row of ${id} was read`).toBe(
        purpose === 'replay' ? manifest.only?.length : manifest.pages.reduce((sum, { rows }) => sum + rows, 0),
      );
      for (const { key, sha256 } of manifest.pages)
        expect(
          createHash('sha256')
            .update(await world.stores.pulls.readPage(key))
            .digest('hex'),
          `${key} lies there as it was read`,
        ).toBe(sha256);
      coverage.rows += rowCounts.read;
      coverage.rejected += rowCounts.rejected;
    }
  };

  table.commit(table.begin([{ key: anchor, name: 'v0', op: 'I' }]));
  mayBeSeen(anchor, 'v0');
  await world.begin();
  for (let written = random.between(0, 6); written > 0; written -= 1) write();
  for (let round = random.between(1, 3); round > 0; round -= 1) {
    await chaos(random.between(50, 700));
    await standstill();
  }
  return coverage;
}
