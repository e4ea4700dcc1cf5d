import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applicationClock, clockContext } from '../../../lib/sharing/applications/application-clock.ts';
import { watchClocks, type WatchClocksPorts } from '../../../lib/sharing/clocks/watch-clocks.ts';
import { sweepGrants } from '../../../lib/sharing/warnings/sweep-grants.ts';
import type { ApplicationStep } from '../../../schemas/sharing/application.ts';
import {
  accepted,
  contentOf,
  openApplications,
  type Person,
  personActions,
  publishedAs,
  stepOf,
} from '../applications/fixture.ts';
import { objectionMemory, sampleObjection } from '../objections/fixture.ts';

type Fixture = ReturnType<typeof openFixture>;

/** Applications and objections of one city; a run dies at write `dieAt`, when it is done or before. */
function openFixture() {
  const applications = openApplications(publishedAs(2));
  const objections = objectionMemory();
  const writes = { count: 0, dieAt: 0, isDone: false };
  const dying =
    <Args extends readonly unknown[]>(save: (...args: Args) => Promise<boolean>) =>
    async (...args: Args): Promise<boolean> => {
      writes.count += 1;
      const dies = writes.count === writes.dieAt;
      if (dies && !writes.isDone) throw new Error('killed before the write');
      const saved = await save(...args);
      if (dies) throw new Error('killed after the write');
      return saved;
    };
  const { ports: all } = applications;
  const ports: WatchClocksPorts = {
    ...all,
    saveApplication: dying(all.saveApplication),
    listObjections: objections.repository.listObjections,
    saveObjection: dying(objections.repository.saveObjection),
  };
  const run = async (day: string): Promise<void> => {
    applications.state.now = `${day}T02:00:00.000Z`;
    await watchClocks(ports);
  };
  const told = () =>
    [...applications.events, ...objections.events]
      .filter(({ by }) => by === 'platform')
      .map(({ action, to, counts, at }) => `${at.slice(0, 10)} ${action} ${to} ${counts?.['days'] ?? ''}`.trim());
  return { ...applications, objections, ports, writes, run, told };
}

async function walk({ draft, take }: Fixture, steps: readonly (readonly [Person, ApplicationStep['action']])[]) {
  const { id } = accepted(await draft());
  for (const [by, action] of steps) accepted(await take(id, by, stepOf(action, contentOf().fields)));
  return id;
}

const approved = [
  ['writer', 'submit'],
  ['head', 'approve'],
] as const;
const passed = [...approved, ['centre', 'pass']] as const;
const asked = [...passed, ['provider', 'ask-completion']] as const;

describe('a run each day', () => {
  // Received on 28 September; due on 16 October, over National Day and a Saturday of work.
  test('reminds the provider 3 and 1 working days before, and escalates once', async () => {
    const fixture = openFixture();
    await walk(fixture, passed);
    for (let day = 1; day <= 31; day += 1) await fixture.run(`2026-10-${`${day}`.padStart(2, '0')}`);
    expect(fixture.told()).toEqual([
      '2026-10-13 remind awaiting-decision 3',
      '2026-10-15 remind awaiting-decision 1',
      '2026-10-19 escalate awaiting-decision 1',
    ]);
  });

  test('an extension makes a new due day, which is told again', async () => {
    const fixture = openFixture();
    const id = await walk(fixture, passed);
    await fixture.run('2026-10-15');
    await fixture.run('2026-10-19');
    accepted(await fixture.take(id, 'centre', stepOf('extend', [])));
    await fixture.run('2026-10-20');
    await fixture.run('2026-10-28');
    expect(fixture.told()).toEqual([
      '2026-10-15 remind awaiting-decision 1',
      '2026-10-19 escalate awaiting-decision 1',
      '2026-10-28 remind awaiting-decision 2',
    ]);
  });

  test('what is not completed is warned of, lapses once, and can be done nothing with', async () => {
    const fixture = openFixture();
    const id = await walk(fixture, asked);
    for (const day of ['20', '22', '23', '24', '25', '26', '27']) await fixture.run(`2026-10-${day}`);
    expect(fixture.told()).toEqual([
      '2026-10-20 remind awaiting-completion 3',
      '2026-10-22 remind awaiting-completion 1',
      '2026-10-26 lapse lapsed',
    ]);
    expect(fixture.stored.get(id)).toMatchObject({ state: 'lapsed', lockVersion: 8 });
    for (const action of personActions)
      expect(await fixture.take(id, 'head', stepOf(action, contentOf().fields))).toMatchObject({
        refused: 'transition-not-allowed',
      });
  });

  test('what was late before the first run is warned of, and lapses on a later day', async () => {
    const fixture = openFixture();
    await walk(fixture, asked);
    await fixture.run('2026-11-20');
    await fixture.run('2026-11-20');
    await fixture.run('2026-11-21');
    expect(fixture.told()).toEqual(['2026-11-20 remind awaiting-completion 0', '2026-11-21 lapse lapsed']);
  });

  test('objections are told of the same way', async () => {
    const fixture = openFixture();
    fixture.objections.stored.set('01JD0000000000000000000001', sampleObjection());
    for (const day of ['13', '13', '15', '19', '20']) await fixture.run(`2026-10-${day}`);
    expect(fixture.told()).toEqual([
      '2026-10-13 remind awaiting-verification 3',
      '2026-10-15 remind awaiting-verification 1',
      '2026-10-19 escalate awaiting-verification 1',
    ]);
    expect(fixture.objections.events[0]).not.toHaveProperty('dataset');
  });

  test('drafts, decided and ended ones are told of nothing', async () => {
    const fixture = openFixture();
    await walk(fixture, []);
    await walk(fixture, [...passed, ['provider', 'decide']]);
    fixture.objections.stored.set('01JD0000000000000000000001', sampleObjection({ state: 'refused' }));
    await fixture.run('2026-12-31');
    expect(fixture.told()).toEqual([]);
  });

  test.each([false, true])('killed at any write (done: %s), it tells each once', async (isDone) => {
    for (let dieAt = 1; dieAt <= 3; dieAt += 1) {
      const fixture = openFixture();
      await walk(fixture, passed);
      await walk(fixture, asked);
      fixture.objections.stored.set('01JD0000000000000000000001', sampleObjection());
      Object.assign(fixture.writes, { dieAt, isDone });
      await expect(fixture.run('2026-11-20')).rejects.toThrow('killed');
      await fixture.run('2026-11-20');
      expect(fixture.told().toSorted()).toEqual([
        '2026-11-20 escalate awaiting-decision 25',
        '2026-11-20 escalate awaiting-verification 25',
        '2026-11-20 remind awaiting-completion 0',
      ]);
    }
  });

  test('grants that cannot be warned of do not stop the clocks', async () => {
    const fixture = openFixture();
    await walk(fixture, passed);
    fixture.state.now = '2026-10-15T02:00:00.000Z';
    let calls = 0;
    const failing: WatchClocksPorts = {
      ...fixture.ports,
      listApplications: async (search) => {
        calls += 1;
        if (calls === 1) throw new Error('the table does not answer');
        return await fixture.ports.listApplications(search);
      },
    };
    await expect(sweepGrants(failing)).rejects.toThrow('the table does not answer');
    expect(fixture.told()).toEqual(['2026-10-15 remind awaiting-decision 1']);
  });
});

test('in any order of steps and days no clock is negative, each is told once, and what nobody completes ends', async () => {
  const names = fc.constantFrom<Person[]>('writer', 'head', 'centre', 'provider');
  const step = fc.record({ by: names, action: fc.constantFrom(...personActions), days: fc.nat({ max: 12 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (taken) => {
      const fixture = openFixture();
      const id = await walk(fixture, asked);
      let at = Date.parse('2026-09-28');
      const nextDay = async (): Promise<void> => {
        at += 86_400_000;
        await fixture.run(new Date(at).toISOString().slice(0, 10));
        const application = fixture.stored.get(id);
        if (application === undefined) throw new Error('lost');
        const context = await clockContext(fixture.ports);
        const clock = applicationClock(application, context);
        expect(clock === undefined || Math.min(clock.left, clock.used, clock.late) >= 0).toBe(true);
        expect(clock === undefined || clock.used + clock.left === clock.limit).toBe(true);
      };
      for (const { by, action, days } of taken) {
        for (let day = 0; day < days; day += 1) await nextDay();
        await fixture.take(id, by, stepOf(action, contentOf().fields));
      }
      for (let day = 0; day < 45; day += 1) await nextDay();
      const end = fixture.stored.get(id);
      expect(end?.state).not.toBe('awaiting-completion');
      const lapsed = end?.transitions.filter(({ action }) => action === 'lapse') ?? [];
      expect(lapsed.length).toBe(end?.state === 'lapsed' ? 1 : 0);
      const told = fixture.told();
      expect(told.filter((line) => line.includes('escalate awaiting-completion'))).toEqual([]);
      expect(new Set(told).size).toBe(told.length);
      for (const { by } of lapsed) expect(by).toBe('platform');
    }),
    { numRuns: 100 },
  );
});
