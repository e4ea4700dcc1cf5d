import { describe, expect, test } from 'vitest';
import { operateSource } from '../../../../lib/collection/sources/registration/operate-source.ts';
import { callerWithRole, operator, sourceKey } from '../source-simulation.ts';
import { timeText } from '../table-memory.ts';
import { everything, readPublished, running, untilNext } from './running-source.ts';

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
