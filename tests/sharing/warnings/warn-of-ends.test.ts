import { describe, expect, test } from 'vitest';
import { dueWarnings } from '../../../lib/sharing/warnings/due-warnings.ts';
import { warnOfEnds, type WarnOfEndsPorts } from '../../../lib/sharing/warnings/warn-of-ends.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import { defaultSharingLimits } from '../../../schemas/sharing/limits.ts';
import { sampleApplication } from '../applications/sample-application.ts';
import { grantOf } from '../use/use-memory.ts';

const idOf = (n: number): string => `01JD${`${n}`.padStart(22, '0')}`;
const until = '2026-12-31';
const granted = (n: number, changes: Partial<Application> = {}): Application =>
  sampleApplication({
    id: idOf(n),
    state: 'granted',
    grant: grantOf({ id: idOf(n), from: '2026-01-01', until }),
    ...changes,
  });

describe('a grant until the 31st of December is due', () => {
  const revoked = { at: '2026-11-01T00:00:00.000Z', by: 'officer', reason: '用途不符' };
  const grant = grantOf({ from: '2026-01-01', until });
  test.each<[string, string, Partial<Application>, readonly number[]]>([
    ['no warning 31 days before', '2026-11-30', {}, []],
    ['the first 30 days before', '2026-12-01', {}, [30]],
    ['the first also on a later day, as nothing ran before', '2026-12-05', {}, [30]],
    ['none of which it was warned', '2026-12-05', { warnedDays: [30] }, []],
    ['the second 7 days before', '2026-12-24', { warnedDays: [30] }, [7]],
    ['the last on the day before', '2026-12-30', { warnedDays: [30, 7] }, [1]],
    ['the last on its last day', '2026-12-31', { warnedDays: [30, 7] }, [1]],
    ['all that were left out, the most urgent first', '2026-12-31', {}, [1, 7, 30]],
    ['none when it has ended', '2027-01-01', {}, []],
    ['none when it is revoked', '2026-12-30', { grant: { ...grant, revoked } }, []],
    ['none of a day before it began', '2026-12-24', { grant: { ...grant, from: '2026-12-10' } }, [7]],
    ['none without a grant', '2026-12-30', { grant: undefined }, []],
  ])('%s', (_, today, changes, expected) => {
    const { grant: its, warnedDays } = { ...granted(1), ...changes };
    expect(dueWarnings({ grant: its, warnedDays }, [30, 7, 1], today)).toEqual(expected);
  });
});

/** Applications by their ids, with the city's default of 30, 7 and 1 days. */
function openWarnings(applications: readonly Application[], { failOn }: { readonly failOn?: string } = {}) {
  const stored = new Map(applications.map((application) => [application.id, application]));
  const events: NewEvent[] = [];
  const state = { now: '2026-12-24T02:00:00.000Z', failOn };
  const ports: WarnOfEndsPorts = {
    listApplications: async ({ accepts, before, limit }) =>
      [...stored.values()]
        .toSorted((one, other) => (one.id < other.id ? 1 : -1))
        .filter((one) => (accepts?.(one) ?? true) && (before === undefined || one.id < before))
        .slice(0, limit),
    saveApplication: async (application, { event }) => {
      if (application.id === state.failOn) throw new Error('the table does not answer');
      if (stored.get(application.id)?.lockVersion !== application.lockVersion - 1) return false;
      stored.set(application.id, application);
      events.push(event);
      return true;
    },
    limits: async () => defaultSharingLimits,
    now: () => state.now,
  };
  return { ports, stored, events, state, named: () => events.map(({ entity, counts }) => [entity, counts?.['days']]) };
}

describe('a run', () => {
  test('warns of each grant once, however often it is repeated, and of the next days later', async () => {
    const office = openWarnings([granted(1), granted(2)]);
    await warnOfEnds(office.ports);
    await warnOfEnds(office.ports);
    expect(office.named()).toEqual([
      [`application#${idOf(2)}`, 7],
      [`application#${idOf(1)}`, 7],
    ]);
    office.state.now = '2026-12-30T02:00:00.000Z';
    await warnOfEnds(office.ports);
    expect(office.named().slice(2)).toEqual([
      [`application#${idOf(2)}`, 1],
      [`application#${idOf(1)}`, 1],
    ]);
    expect(office.stored.get(idOf(1))?.warnedDays).toEqual([7, 30, 1]);
  });

  test('says nothing of dataset and provider in its events', async () => {
    const office = openWarnings([granted(1)]);
    await warnOfEnds(office.ports);
    expect(office.events).toEqual([
      {
        entity: `application#${idOf(1)}`,
        kind: 'application',
        department: 'human-resources',
        at: '2026-12-24T02:00:00.000Z',
        by: 'platform',
        action: 'warn',
        from: 'granted',
        to: 'granted',
        counts: { days: 7 },
      },
    ]);
  });

  test('warns of no grant on which another follows, but of one whose renewal was revoked', async () => {
    const far = grantOf({ from: '2026-12-01', until: '2028-12-31' });
    const revoked = { at: '2026-12-02T00:00:00.000Z', by: 'officer', reason: '用途不符' };
    const office = openWarnings([
      granted(1),
      granted(2),
      granted(3),
      granted(4, { renews: idOf(1), grant: { ...far, id: idOf(4) } }),
      granted(5, { renews: idOf(2), state: 'revoked', grant: { ...far, id: idOf(5), revoked } }),
      sampleApplication({ id: idOf(6), renews: idOf(3) }),
    ]);
    await warnOfEnds(office.ports);
    expect(office.named().map(([entity]) => entity)).toEqual([`application#${idOf(3)}`, `application#${idOf(2)}`]);
  });

  test('goes over more than a page, past one that cannot be written, which the next run warns of', async () => {
    const many = Array.from({ length: 205 }, (_, n) => granted(n + 1));
    const office = openWarnings(many, { failOn: idOf(150) });
    await expect(warnOfEnds(office.ports)).rejects.toThrow('the table does not answer');
    expect(office.events).toHaveLength(204);
    office.state.failOn = undefined;
    await warnOfEnds(office.ports);
    expect(office.named().slice(204)).toEqual([[`application#${idOf(150)}`, 7]]);
  });

  test('leaves to the next run what somebody changes meanwhile', async () => {
    const office = openWarnings([granted(1)]);
    const stale = { ...office.ports, listApplications: async () => [granted(1, { lockVersion: 9 })] };
    await warnOfEnds(stale);
    expect(office.events).toEqual([]);
  });
});
