import { expect } from 'vitest';
import { confirmSource } from '../../../../lib/collection/sources/registration/confirm-source.ts';
import { operateSource } from '../../../../lib/collection/sources/registration/operate-source.ts';
import { registerSource } from '../../../../lib/collection/sources/registration/register-source.ts';
import { testSource } from '../../../../lib/collection/sources/registration/test-source.ts';
import type { SourceFault } from '../../../../lib/kernel/source-fault.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import { publishedRecords } from '../published-records.ts';
import {
  callerWithRole,
  type Gate,
  openSourceSimulation,
  operator,
  provider,
  sourceKey,
  type SourceSimulationSettings,
} from '../source-simulation.ts';

export const openGate: Gate = async () => undefined;

export type Opened = ReturnType<typeof opened>;

/** A simulation with one worker at a time and five rows in pages of two; `state.fault` is thrown at every page. */
export function opened(
  timetable: SourceSimulationSettings['timetable'] = { reconcile: 'never' },
  more: Partial<SourceSimulationSettings> = {},
) {
  const state: { fault: (() => SourceFault | null) | null; pages: number; gate: Gate } = {
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
      const fault = state.fault?.() ?? null;
      if (fault !== null) throw fault;
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

export async function running(timetable?: SourceSimulationSettings['timetable']): Promise<Opened> {
  const one = opened(timetable);
  await one.world.begin();
  await one.tick();
  return one;
}

export const everything = { a: '1', b: '1', c: '1', d: '1', e: '1' };
export const readPublished = async ({ world }: Opened) => Object.fromEntries(await publishedRecords(world));
export const untilNext = ({ world }: Opened) =>
  (Date.parse(world.source().nextRunAt ?? '') - Date.parse(world.time())) / 60_000;
