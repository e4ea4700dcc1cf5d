import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseTableLines } from '../../../../lib/collection/sources/pull/stored-pages.ts';
import { confirmSource } from '../../../../lib/collection/sources/registration/confirm-source.ts';
import { operateSource } from '../../../../lib/collection/sources/registration/operate-source.ts';
import { registerSource } from '../../../../lib/collection/sources/registration/register-source.ts';
import { testSource } from '../../../../lib/collection/sources/registration/test-source.ts';
import { replayRejectedRows } from '../../../../lib/collection/sources/rejected-rows/replay-rejected-rows.ts';
import { SourceFault } from '../../../../lib/kernel/source-fault.ts';
import type { SourceFaultCode } from '../../../../schemas/collection/sources/source-faults.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import { publishedRecords } from '../published-records.ts';
import {
  callerWithRole,
  openSourceSimulation,
  operator,
  sourceKey,
  provider,
  version,
  type Gate,
  type SourceSimulationSettings,
} from '../source-simulation.ts';
import { timeText } from '../table-memory.ts';

const openGate: Gate = async () => undefined;

type Opened = ReturnType<typeof opened>;

/** A simulation with one worker at a time and five rows in pages of two; `state.fault` is thrown at every page. */
function opened(
  timetable: SourceSimulationSettings['timetable'] = { reconcile: 'never' },
  more: Partial<SourceSimulationSettings> = {},
) {
  const state: { fault: (() => SourceFault) | null; pages: number; gate: Gate } = {
    fault: null,
    pages: 0,
    gate: openGate,
  };
  const world = openSourceSimulation({
    skew: 0,
    tick: 1,
    overlapSeconds: 600,
    pageRows: 2,
    timetable,
    shrinkLimit: 0.9,
    remainingMs: () => 600_000,
    copies: () => 1,
    ...more,
    fault: () => {
      state.pages += 1;
      if (state.fault !== null) throw state.fault();
    },
  });
  const put = (key: string, name: string | null, op: 'U' | 'D' = 'U') =>
    world.table.commit(world.table.begin([{ key, name, op }]));
  for (const key of ['a', 'b', 'c', 'd', 'e']) put(key, '1');
  const { messages, ...ports } = world.portsThrough(openGate);
  const drain = async () => {
    for (let message = world.queue.shift(); message !== undefined; message = world.queue.shift()) {
      let dead = false;
      const gate: Gate = async () => {
        if (dead) throw new Error('the worker is dead');
        await state.gate().catch((error: unknown) => {
          dead = true;
          throw error;
        });
      };
      await world.handle(message, gate).catch((error: unknown) => {
        // A worker that lost its lease fails, or finds that the delivery exists.
        if (!dead && !/lease-lost|there is one already/.test(String(error))) throw error;
      });
    }
  };
  /** Runs everything that is due. */
  const tick = async () => {
    await world.handle({ kind: 'due' }, openGate);
    await drain();
  };
  /** Ticks once a minute, as the platform's timetable does. */
  const minutes = async (count: number) => {
    for (let minute = 0; minute < count; minute += 1) {
      world.wait(60);
      await tick();
    }
  };
  const operate = async (operation: Parameters<typeof operateSource>[0]['body']['operation'], from?: string) => {
    await operateSource(
      {
        ...callerWithRole(operator),
        params: sourceKey,
        body: { operation, reason: '测试', ...(from === undefined ? {} : { from }) },
      },
      { ...ports, messages },
    );
    await drain();
  };
  const register = async () => {
    await registerSource(
      {
        ...callerWithRole(provider),
        params: sourceKey,
        body: { declaration: world.declaration, timetable: world.timetable },
      },
      ports,
    );
  };
  const confirm = async () => {
    await testSource({ ...callerWithRole(operator), params: sourceKey, body: null }, ports);
    const confirmed = await confirmSource(
      { ...callerWithRole(operator), params: sourceKey, body: {} },
      { ...ports, messages },
    );
    expect(isRefused(confirmed)).toBe(false);
    await drain();
  };
  const published = () =>
    world.stores.deliveries.all().map(({ status, mode, purpose }) => `${purpose ?? mode} ${status}`);
  return {
    world,
    state,
    put,
    tick,
    minutes,
    drain,
    operate,
    register,
    confirm,
    published,
    ports: { ...ports, messages },
  };
}

async function running(timetable?: SourceSimulationSettings['timetable']): Promise<Opened> {
  const one = opened(timetable);
  await one.world.begin();
  await one.tick();
  return one;
}

const everything = { a: '1', b: '1', c: '1', d: '1', e: '1' };
const readPublished = async ({ world }: Opened) => Object.fromEntries(await publishedRecords(world));
const untilNext = ({ world }: Opened) =>
  (Date.parse(world.source().nextRunAt ?? '') - Date.parse(world.time())) / 60_000;

test('without faults, the first run is full and later runs read the changes', async () => {
  const one = await running();
  expect(await readPublished(one)).toEqual(everything);
  one.put('a', '2');
  one.put('b', '1', 'D');
  await one.minutes(6);
  expect(await readPublished(one)).toEqual({ a: '2', c: '1', d: '1', e: '1' });
  expect(one.published().slice(0, 2)).toEqual(['full published', 'increment published']);
  expect(one.world.stores.deliveries.all()[1]?.rowCounts).toMatchObject({
    new: 0,
    changed: 2,
    removed: 1,
    rejected: 0,
  });
  expect(one.world.source().health).toMatchObject({ breaker: 'closed', acknowledgement: 'written' });
});

describe('a delivery that is returned as a whole', () => {
  const whole = { ...version, content: { ...version.content, onRejectedRows: 'return-whole' as const } };

  test('everything is read again until it is valid', async () => {
    const one = opened(undefined, { version: whole });
    one.put('c', null);
    await one.world.begin();
    await one.tick();
    expect(one.published()).toEqual(['full returned']);
    expect(await readPublished(one)).toEqual({});
    expect(one.world.source()).toMatchObject({ health: { streak: -1, lastFailure: { code: 'rows-rejected' } } });
    expect(one.world.source().watermark).toBeUndefined();
    one.put('c', '1');
    await one.minutes(2);
    expect(one.published()).toEqual(['full returned', 'full published']);
    expect(await readPublished(one)).toEqual(everything);
  });

  test('the valid rows of an increment are published, the others stay pending', async () => {
    const one = opened(undefined, { version: whole });
    await one.world.begin();
    await one.tick();
    one.put('a', '2');
    one.put('b', null);
    await one.operate('run-now');
    expect(await readPublished(one)).toEqual({ ...everything, a: '2' });
    expect(one.world.source().health.streak).toBe(2);
  });
});

describe('a source that fails k times and then recovers', () => {
  const codes: readonly SourceFaultCode[] = [
    'not-reachable',
    'timed-out',
    'connection-lost',
    'credentials-refused',
    'permission-denied',
    'table-not-found',
    'column-missing',
    'database-failed',
    'certificate-not-trusted',
  ];

  test.each(codes)(
    '%s: records stay, delays grow, the fifth failure opens the breaker, and the source recovers by itself',
    async (code) => {
      const one = await running();
      const before = one.world.source();
      one.put('a', '2');
      one.state.fault = () => new SourceFault(code, { seconds: 60, state: 'XX000', column: 'name' });
      await one.operate('run-now');
      for (const [failures, pause] of [
        [1, 1],
        [2, 2],
        [3, 4],
        [4, 8],
        [5, 15],
        [6, 30],
        [7, 60],
        [8, 120],
        [9, 240],
        [10, 360],
        [11, 360],
      ] as const) {
        const { health, run, watermark, breakerUntil } = {
          ...one.world.source(),
          breakerUntil: one.world.source().health.breakerUntil,
        };
        expect([health.streak, health.breaker, health.lastFailure?.code, run, watermark]).toEqual([
          -failures,
          failures >= 5 ? 'open' : 'closed',
          code,
          undefined,
          before.watermark,
        ]);
        expect(breakerUntil === undefined).toBe(failures < 5);
        expect(untilNext(one)).toBeCloseTo(pause, 1);
        expect(await readPublished(one)).toEqual(everything);
        // No call is made before that.
        const { pages } = one.state;
        one.world.wait(untilNext(one) * 60 - 1);
        await one.tick();
        expect(one.state.pages).toBe(pages);
        one.world.wait(2);
        if (failures < 11) await one.tick();
      }
      one.state.fault = null;
      await one.tick();
      expect(await readPublished(one)).toEqual({ ...everything, a: '2' });
      expect(one.world.source().health).toMatchObject({ streak: 1, breaker: 'closed' });
      expect(one.world.source().health.breakerUntil).toBeUndefined();
    },
  );

  test('the breaker is half open during the deciding run', async () => {
    const one = await running();
    one.state.fault = () => new SourceFault('not-reachable');
    await one.operate('run-now');
    for (let failures = 1; failures < 5; failures += 1) {
      one.world.wait(untilNext(one) * 60 + 1);
      await one.tick();
    }
    const seen: string[] = [];
    one.state.fault = () => {
      seen.push(one.world.source().health.breaker);
      return new SourceFault('not-reachable');
    };
    one.world.wait(untilNext(one) * 60 + 1);
    await one.tick();
    expect(seen).toEqual(['half-open']);
    expect(one.world.source().health.breaker).toBe('open');
  });

  test.each([
    ['longer than the pause', 1_800, 30],
    ['shorter than the pause', 10, 1],
  ])('Retry-After is respected: %s', async (_name, retryAfterSeconds, minutes) => {
    const one = await running();
    one.state.fault = () => new SourceFault('too-many-requests', { status: 429 }, { retryAfterSeconds });
    await one.operate('run-now');
    expect(untilNext(one)).toBeCloseTo(minutes, 1);
  });

  test('a reconcile that is due during the backoff is postponed, too', async () => {
    const one = await running({ reconcile: '30 8 * * *' });
    one.world.wait(25 * 60);
    one.state.fault = () => new SourceFault('too-many-requests', { status: 429 }, { retryAfterSeconds: 3 * 3600 });
    await one.tick();
    const { pages } = one.state;
    await one.minutes(120);
    expect(one.state.pages).toBe(pages);
    one.state.fault = null;
    await one.minutes(90);
    expect(one.published()).toContain('reconcile published');
  });

  test('a fault within a run drops its pages, and the next run starts at the last watermark', async () => {
    const one = await running();
    for (const key of ['a', 'b', 'c', 'd', 'e']) one.put(key, '2');
    const { pages } = one.state;
    one.state.fault = () => new SourceFault('connection-lost');
    const { fault } = one.state;
    one.state.fault = null;
    one.state.gate = async () => {
      if (one.state.pages === pages + 3) one.state.fault = fault;
    };
    await one.operate('run-now');
    expect(one.world.source().health.lastFailure).toMatchObject({ code: 'connection-lost', page: 3 });
    expect(await readPublished(one)).toEqual(everything);
    one.state.gate = openGate;
    one.state.fault = null;
    await one.minutes(2);
    expect(await readPublished(one)).toEqual({ a: '2', b: '2', c: '2', d: '2', e: '2' });
  });

  test('an unreadable page is stored and rejected, and resolved once the source is read to its end', async () => {
    const one = await running();
    one.put('a', '2');
    const raw = new TextEncoder().encode('<html>维护中</html>');
    one.state.fault = () => new SourceFault('answer-not-readable', { format: 'JSON' }, { raw });
    await one.operate('run-now');
    const [rejectedRow, ...more] = await one.world.stores.rejectedRows.pending(sourceKey, { limit: 10 });
    expect(more).toEqual([]);
    expect(rejectedRow).toMatchObject({
      id: 'p1',
      kind: 'page',
      state: 'pending',
      codes: ['answer-not-readable'],
      page: 1,
      attempts: 1,
    });
    expect(await one.world.stores.pulls.readPage(rejectedRow?.rawKey ?? '')).toEqual(raw);
    await one.minutes(2);
    expect(await one.world.stores.rejectedRows.read(sourceKey, 'p1')).toMatchObject({ state: 'pending', attempts: 2 });
    one.state.fault = null;
    const replayed = await replayRejectedRows(
      { ...callerWithRole(operator), params: sourceKey, body: { reason: '测试' } },
      one.ports,
    );
    expect(replayed).toMatchObject({ replayed: 0, rereading: true });
    await one.drain();
    expect(await one.world.stores.rejectedRows.countPending(sourceKey)).toBe(0);
    expect(await readPublished(one)).toEqual({ ...everything, a: '2' });
  });

  test('a suddenly empty table removes no records', async () => {
    const one = await running();
    for (const key of ['a', 'b', 'c', 'd', 'e']) one.world.table.dropRow(key);
    await one.operate('reconcile-now');
    expect(one.world.source().health.lastFailure?.code).toBe('no-rows-received');
    expect(await readPublished(one)).toEqual(everything);
  });

  test('a run whose workers keep dying fails, and the next run starts on schedule', async () => {
    const one = await running();
    one.put('a', '2');
    let last = 0;
    one.state.gate = async () => {
      const { run } = one.world.source();
      const attempts = run?.phase === 'reading' ? run.attempts : 0;
      if (attempts <= last) return;
      last = attempts;
      throw new Error('the worker died');
    };
    await one.operate('run-now');
    await one.minutes(20);
    expect(last).toBe(5);
    expect(one.world.source().health.lastFailure?.code).toBe('attempts-exhausted');
    one.state.gate = openGate;
    await one.minutes(20);
    expect(await readPublished(one)).toEqual({ ...everything, a: '2' });
  });
});

describe('the schedule', () => {
  test('no call outside the window; missed runs are caught up by one run when it begins', async () => {
    const one = await running({ reconcile: 'never', window: { from: '08:00', to: '09:00' } });
    await one.minutes(61);
    one.put('a', '2');
    const { pages } = one.state;
    const before = one.published().length;
    await one.minutes(22 * 60 + 50);
    expect(one.state.pages).toBe(pages);
    expect(await readPublished(one)).toEqual(everything);
    await one.minutes(12);
    expect(await readPublished(one)).toEqual({ ...everything, a: '2' });
    expect(one.published().slice(before)).toEqual(['increment published']);
  });

  test('a run requested outside the window starts when the window begins', async () => {
    const one = await running({ reconcile: 'never', window: { from: '08:00', to: '09:00' } });
    await one.minutes(61);
    const { pages } = one.state;
    await one.operate('reconcile-now');
    expect(one.state.pages).toBe(pages);
    expect(one.world.source().requested).toMatchObject({ purpose: 'reconcile' });
    await one.minutes(23 * 60);
    expect(one.published().filter((one) => one.startsWith('reconcile'))).toEqual(['reconcile published']);
  });

  test('one run catches up after a day of downtime', async () => {
    const one = await running();
    one.put('a', '2');
    one.world.wait(86_400);
    await one.tick();
    expect(one.published()).toEqual(['full published', 'increment published']);
    expect(untilNext(one)).toBeLessThan(6);
  });

  test('pausing drops the current run; after resuming, one run catches up', async () => {
    const one = await running();
    one.put('a', '2');
    const { pages } = one.state;
    let done = false;
    one.state.gate = async () => {
      if (done || one.state.pages < pages + 2) return;
      done = true;
      await operateSource(
        { ...callerWithRole(operator), params: sourceKey, body: { operation: 'pause', reason: '测试' } },
        one.ports,
      );
    };
    await one.operate('run-now');
    expect(one.world.source()).toMatchObject({ state: 'paused' });
    expect(one.world.source().run).toBeUndefined();
    const afterwards = one.state.pages;
    await one.minutes(60);
    expect(one.state.pages).toBe(afterwards);
    expect(await readPublished(one)).toEqual(everything);
    await one.operate('resume');
    expect(await readPublished(one)).toEqual({ ...everything, a: '2' });
    expect(one.published()).toEqual(['full published', 'increment published']);
  });

  test('a retired source is not called', async () => {
    const one = await running();
    await one.operate('retire');
    const { pages } = one.state;
    await one.minutes(60);
    expect(one.state.pages).toBe(pages);
  });

  test('run-from starts before the watermark', async () => {
    const one = await running();
    const begun = one.world.time();
    one.world.wait(5 * 3600);
    await one.tick();
    // Committed too late for any increment's overlap.
    one.world.table.commit({ begun: Date.parse(begun) * 1000, writes: [{ key: 'a', name: '2', op: 'U' }] });
    await one.minutes(6);
    expect(await readPublished(one)).toEqual(everything);
    await one.operate('run-from', timeText(Date.parse(begun) * 1000));
    expect(await readPublished(one)).toEqual({ ...everything, a: '2' });
  });
});

describe('between two steps of a worker', () => {
  // Something happens at each gate that a worker passes in one run.
  async function atEachGate(
    prepare: (one: Opened) => void,
    happens: (one: Opened) => Promise<void>,
    valueKind: (one: Opened, at: number) => Promise<void>,
  ): Promise<void> {
    let passed = 0;
    const runOnce = async (at: number) => {
      const one = await running();
      prepare(one);
      let gates = 0;
      one.state.gate = async () => {
        gates += 1;
        if (gates === at) await happens(one);
      };
      await one.operate('run-now');
      if (at === 0) passed = gates;
      one.state.gate = openGate;
      return one;
    };
    await runOnce(0);
    expect(passed).toBeGreaterThan(30);
    for (let at = 1; at <= passed; at += 1) await valueKind(await runOnce(at), at);
  }

  test('a row committed late with an earlier time: the last read value counts', async () => {
    let begun = 0;
    let readTwice = 0;
    await atEachGate(
      (one) => {
        for (const key of ['a', 'b', 'c', 'd', 'e']) one.put(key, '2');
        begun = Date.parse(one.world.time()) * 1000;
        // Beyond the overlap of later increments, which would repair it.
        one.world.wait(3_600);
      },
      async (one) => one.world.table.commit({ begun, writes: [{ key: 'a', name: '3', op: 'U' }] }),
      async (one, at) => {
        await one.minutes(6);
        const { manifest } = await one.world.stores.pulls.readManifest(
          one.world.stores.deliveries.all()[1]?.rawKey ?? '',
        );
        const read = [];
        for (const { key } of manifest.pages) read.push(...parseTableLines(await one.world.stores.pulls.readPage(key)));
        const versions = read.filter(([key]) => key === 'a').map(([, name]) => name);
        if (versions.length === 2) readTwice += 1;
        expect(await readPublished(one), `at ${at}`).toEqual({ a: versions.at(-1), b: '2', c: '2', d: '2', e: '2' });
      },
    );
    expect(readTwice).toBeGreaterThan(3);
  });

  test('a worker that sleeps past its lease neither changes the source nor overwrites pages', async () => {
    await atEachGate(
      (one) => {
        for (const key of ['a', 'b', 'c', 'd', 'e']) one.put(key, '2');
      },
      async (one) => {
        one.put('a', '3');
        one.put('b', '3', 'D');
        one.world.wait(61);
        await one.world.handle({ kind: 'pull' }, openGate);
      },
      async (one, at) => {
        await one.minutes(8);
        expect(await readPublished(one), `at ${at}`).toEqual({ a: '3', c: '2', d: '2', e: '2' });
        for (const { rawKey, rowCounts, status } of one.world.stores.deliveries.all()) {
          const { manifest } = await one.world.stores.pulls.readManifest(rawKey);
          expect([status, rowCounts?.read], `at ${at}`).toEqual([
            'published',
            manifest.pages.reduce((sum, { rows }) => sum + rows, 0),
          ]);
          for (const { key, sha256 } of manifest.pages)
            expect(
              createHash('sha256')
                .update(await one.world.stores.pulls.readPage(key))
                .digest('hex'),
              `at ${at}: ${key}`,
            ).toBe(sha256);
        }
      },
    );
  });
});

describe('a new declaration during a run', () => {
  // At each gate that a worker passes in one run.
  test('in every phase: nothing is read until it is confirmed, then everything is', async () => {
    let passed = 0;
    const probe = await running();
    probe.put('a', '2');
    probe.state.gate = async () => void (passed += 1);
    await probe.operate('run-now');
    expect(passed).toBeGreaterThan(30);
    for (let at = 1; at <= passed; at += 1) {
      const one = await running();
      one.put('a', '2');
      let gates = 0;
      one.state.gate = async () => {
        gates += 1;
        if (gates === at) await one.register();
      };
      await one.operate('run-now');
      one.state.gate = openGate;
      expect(one.world.source(), `at ${at}`).toMatchObject({ state: 'registered', declarationVersion: 2 });
      expect(one.world.source().watermark, `at ${at}`).toBeUndefined();
      const { pages } = one.state;
      await one.minutes(20);
      expect(one.state.pages, `at ${at}`).toBe(pages);
      // The row's update time is old: only a full read finds it.
      one.world.table.commit({ begun: 0, writes: [{ key: 'b', name: '3', op: 'U' }] });
      await one.confirm();
      expect(one.world.stores.deliveries.all().at(-1)?.mode, `at ${at}`).toBe('full');
      expect(await readPublished(one), `at ${at}`).toEqual({ ...everything, a: '2', b: '3' });
    }
  });

  test('confirmed while an earlier run waits for a decision: a full read follows the decision', async () => {
    const one = await running();
    for (const key of ['a', 'b', 'c', 'd', 'e']) one.put(key, '1', 'D');
    await one.operate('run-now');
    expect(one.published().at(-1)).toBe('increment awaiting-approval');
    one.put('a1', '1');
    await one.register();
    await one.confirm();
    const held = one.world.stores.deliveries.all().at(-1);
    await one.world.stores.deliveries.change(held?.id ?? '', ['awaiting-approval'], { status: 'discarded' });
    await one.minutes(8);
    expect(one.published().slice(1, 3)).toEqual(['increment discarded', 'full awaiting-approval']);
  });
});

describe('a request during a run', () => {
  // At each gate that a worker passes in one run.
  test.each(['run-now', 'reconcile-now'] as const)('%s at any gate of a regular run is not lost', async (operation) => {
    let passed = 0;
    const count = async (at: number) => {
      const one = await running();
      let gates = 0;
      one.state.gate = async () => {
        gates += 1;
        // The message is received while the lease lasts, and has no effect.
        const inVain = { pull: async () => undefined };
        if (gates === at)
          await operateSource(
            { ...callerWithRole(operator), params: sourceKey, body: { operation, reason: '测试' } },
            { ...one.ports, messages: inVain },
          );
      };
      one.world.wait(6 * 60);
      await one.tick();
      if (at === 0) passed = gates;
      one.state.gate = openGate;
      await one.minutes(2);
      return one;
    };
    await count(0);
    expect(passed).toBeGreaterThan(30);
    for (let at = 1; at <= passed; at += 1) {
      const one = await count(at);
      expect(
        one.world.stores.deliveries.all().filter(({ createdBy }) => createdBy === operator.subject),
        `at ${at}`,
      ).toMatchObject([operation === 'run-now' ? { mode: 'increment' } : { purpose: 'reconcile' }]);
      expect(one.world.source().requested, `at ${at}`).toBeUndefined();
    }
  });
});

describe('rejected rows and their replays', () => {
  test('a rejected row is pending, its record keeps the last valid version, and a correction resolves it', async () => {
    const one = await running();
    one.put('a', null);
    await one.operate('run-now');
    expect(await readPublished(one)).toEqual(everything);
    expect(await one.world.stores.rejectedRows.read(sourceKey, one.world.rejectedRowIdOf('a'))).toMatchObject({
      state: 'pending',
      codes: ['required-cell-empty'],
    });
    one.put('a', '2');
    await one.operate('run-now');
    expect(await one.world.stores.rejectedRows.countPending(sourceKey)).toBe(0);
    expect(await readPublished(one)).toEqual({ ...everything, a: '2' });
  });

  test('a corrected replay is published once, and the unchanged source row does not revert it', async () => {
    const one = await running();
    one.put('a', null);
    await one.operate('run-now');
    const body = {
      rejectedRows: [{ id: one.world.rejectedRowIdOf('a'), correction: { name: '3' } }],
      reason: '电话核实',
    };
    expect(await replayRejectedRows({ ...callerWithRole(operator), params: sourceKey, body }, one.ports)).toMatchObject(
      {
        replayed: 1,
      },
    );
    expect(await replayRejectedRows({ ...callerWithRole(operator), params: sourceKey, body }, one.ports)).toMatchObject(
      {
        replayed: 0,
      },
    );
    await one.drain();
    expect(await readPublished(one)).toEqual({ ...everything, a: '3' });
    await one.operate('run-now');
    expect(await readPublished(one)).toEqual({ ...everything, a: '3' });
  });

  test('a replay whose request crashed: its rows become pending again, and polling ends', async () => {
    for (let at = 1; at <= 12; at += 1) {
      const one = await running();
      one.put('a', null);
      await one.operate('run-now');
      let gates = 0;
      const dying = one.world.portsThrough(async () => {
        gates += 1;
        if (gates >= at) throw new Error('the request died');
      });
      await replayRejectedRows(
        { ...callerWithRole(operator), params: sourceKey, body: { reason: '测试' } },
        dying,
      ).catch(() => undefined);
      await one.minutes(20);
      expect(one.world.source().replays, `died at ${at}`).toEqual([]);
      expect(
        await one.world.stores.rejectedRows.read(sourceKey, one.world.rejectedRowIdOf('a')),
        `died at ${at}`,
      ).toMatchObject({
        state: 'pending',
      });
    }
  });

  test('a replay does not overwrite a row corrected at the source meanwhile', async () => {
    let passed = 0;
    const readOnce = async (at: number) => {
      const one = await running();
      one.put('a', null);
      await one.operate('run-now');
      one.put('a', '2');
      // Beyond the overlap of later increments.
      one.world.wait(3_600);
      let gates = 0;
      one.state.gate = async () => {
        gates += 1;
        if (gates !== at) return;
        await replayRejectedRows(
          {
            ...callerWithRole(operator),
            params: sourceKey,
            body: {
              rejectedRows: [{ id: one.world.rejectedRowIdOf('a'), correction: { name: '3' } }],
              reason: '电话核实',
            },
          },
          one.ports,
        );
      };
      await one.operate('run-now');
      if (at === 0) passed = gates;
      one.state.gate = openGate;
      await one.minutes(20);
      return one;
    };
    await readOnce(0);
    const stale: number[] = [];
    for (let at = 1; at <= passed; at += 1) if ((await readPublished(await readOnce(at)))['a'] !== '2') stale.push(at);
    expect(stale).toEqual([]);
  });
});
