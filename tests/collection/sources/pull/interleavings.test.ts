import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseTableLines } from '../../../../lib/collection/sources/pull/stored-pages.ts';
import { operateSource } from '../../../../lib/collection/sources/registration/operate-source.ts';
import { callerWithRole, operator, sourceKey } from '../source-simulation.ts';
import { everything, type Opened, openGate, readPublished, running } from './running-source.ts';

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
