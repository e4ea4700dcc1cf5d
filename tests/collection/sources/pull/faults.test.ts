import { describe, expect, test } from 'vitest';
import { replayRejectedRows } from '../../../../lib/collection/sources/rejected-rows/replay-rejected-rows.ts';
import { SourceFault } from '../../../../lib/kernel/source-fault.ts';
import type { SourceFaultCode } from '../../../../schemas/collection/sources/source-faults.ts';
import { toSource } from '../../../../schemas/collection/sources/source.ts';
import { callerWithRole, operator, sourceKey } from '../source-simulation.ts';
import { everything, openGate, readPublished, running, untilNext } from './running-source.ts';

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
      expect(one.world.events.slice(-2)).toMatchObject([
        { action: 'failing', by: 'platform', from: 'running', to: 'running', reason: code },
        { action: 'recovered', by: 'platform', counts: { failures: 11 } },
      ]);
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
    expect(replayed).toMatchObject({ replayed: 0, replay: { state: 'claiming' } });
    await one.drain();
    expect(toSource(one.world.source()).replay).toMatchObject({ state: 'finished', replayed: 0, rereading: true });
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
