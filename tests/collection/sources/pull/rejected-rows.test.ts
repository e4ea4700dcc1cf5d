import { describe, expect, test } from 'vitest';
import { replayRejectedRows } from '../../../../lib/collection/sources/rejected-rows/replay-rejected-rows.ts';
import { toSource } from '../../../../schemas/collection/sources/source.ts';
import { callerWithRole, operator, sourceKey } from '../source-simulation.ts';
import { everything, type Opened, openGate, readPublished, running } from './running-source.ts';

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

  test('a replay of all rows resumes wherever its workers are killed, and counts each row once', async () => {
    let passed = 0;
    const killedAt = async (at: number) => {
      const one = await running();
      one.put('a', null);
      await one.operate('run-now');
      one.put('b', null);
      one.put('c', null);
      await one.operate('run-now');
      expect(await one.world.stores.rejectedRows.countPending(sourceKey)).toBe(3);
      // No run meanwhile, which would check the rows itself.
      await one.operate('pause');
      const body = { reason: '核实后重放' };
      await replayRejectedRows({ ...callerWithRole(operator), params: sourceKey, body }, one.ports);
      let gates = 0;
      one.state.gate = async () => {
        gates += 1;
        if (gates === at) throw new Error('the worker died');
      };
      await one.drain();
      if (at === 0) passed = gates;
      one.state.gate = openGate;
      for (let minute = 0; minute < 20; minute += 1) {
        await one.minutes(1);
        await one.world.handle({ kind: 'sweep' }, openGate);
        await one.drain();
      }
      return one;
    };
    const replaysOf = ({ world }: Opened) =>
      world.stores.deliveries.all().filter(({ purpose }) => purpose === 'replay').length;
    const undisturbed = replaysOf(await killedAt(0));
    expect(passed).toBeGreaterThan(20);
    for (let at = 1; at <= passed; at += 4) {
      const one = await killedAt(at);
      expect(toSource(one.world.source()).replay, `killed at ${at}`).toMatchObject({
        state: 'finished',
        replayed: 3,
        accepted: 0,
        rejected: 3,
        reopened: 0,
        reasons: [{ code: 'required-cell-empty', rows: 3 }],
      });
      expect(one.world.source().replays, `killed at ${at}`).toEqual([]);
      expect(replaysOf(one), `killed at ${at}`).toBe(undisturbed);
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
