import { describe, expect, test } from 'vitest';
import { keepLimits, readLimits, type LimitsPorts } from '../../lib/sharing/limits/keep-limits.ts';
import type { Change } from '../../schemas/departments/change-entry.ts';
import { defaultSharingLimits, type KeptSharingLimits, SharingLimits } from '../../schemas/sharing/limits.ts';
import { caller } from '../catalogue/builders.ts';

test('the defaults are those of the standards', () => {
  expect(defaultSharingLimits).toEqual({
    workingDays: {
      internalApproval: 5,
      centreCheck: 2,
      unconditionalAnswer: 1,
      conditionalAnswer: 10,
      maxExtension: 10,
      completion: 15,
      delivery: 20,
      verification: 10,
      coordination: 10,
    },
    remindWorkingDaysBefore: [3, 1],
    escalateWorkingDaysAfter: 1,
    warnDaysBeforeEnd: [30, 7, 1],
  });
});

test('a city that changes one limit keeps the others', () => {
  expect(SharingLimits.parse({ workingDays: { centreCheck: 3 } })).toEqual({
    ...defaultSharingLimits,
    workingDays: { ...defaultSharingLimits.workingDays, centreCheck: 3 },
  });
});

test.each([
  ['no day at all', { workingDays: { delivery: 0 } }],
  ['half a day', { workingDays: { delivery: 1.5 } }],
  ['longer than 60 days', { workingDays: { delivery: 61 } }],
  ['an unknown limit', { workingDays: { elsewhere: 1 } }],
])('refused: %s', (_, limits) => {
  expect(SharingLimits.safeParse(limits).success).toBe(false);
});

describe('the centre keeps the limits', () => {
  const officer = caller('liu-yang', 'operator');
  const now = '2026-12-01T02:00:00.000Z';
  const shorter = { ...defaultSharingLimits, escalateWorkingDaysAfter: 2 };
  const request = (lockVersion: number) => ({
    caller: officer,
    query: {},
    params: {},
    requestId: 'r',
    body: { ...shorter, lockVersion, reason: '本市规定' },
  });
  const start = (kept?: KeptSharingLimits) => {
    const saved: KeptSharingLimits[] = [];
    const recorded: Change[] = [];
    const ports: LimitsPorts = {
      keptLimits: async () => saved.at(-1) ?? kept,
      saveLimits: async (limits) => saved.push(limits) > 0,
      now: () => now,
      recordChange: async (change) => void recorded.push(change),
    };
    return { ports, saved, recorded };
  };

  test('without any, the defaults hold', async () => {
    expect(await readLimits({}, start().ports)).toEqual({ ...defaultSharingLimits, lockVersion: 0 });
  });

  test.each([
    ['over the defaults', undefined, 0],
    ['over those that were read', { ...defaultSharingLimits, lockVersion: 4 }, 4],
  ])('%s, recorded first', async (_, before, lockVersion) => {
    const { ports, saved, recorded } = start(before);
    const changed = { at: now, by: 'liu-yang', name: officer.name };
    const kept = { ...shorter, lockVersion: lockVersion + 1, changed };
    expect(await keepLimits(request(lockVersion), ports)).toEqual(kept);
    expect(saved).toEqual([kept]);
    expect(recorded).toMatchObject([
      { by: 'liu-yang', what: 'sharing-limits-changed', why: '本市规定', detail: JSON.stringify(shorter) },
    ]);
    expect(await readLimits({}, ports)).toEqual(kept);
  });

  test.each([
    ['somebody was faster', { ...defaultSharingLimits, lockVersion: 5 }, 4],
    ['there are none yet', undefined, 1],
  ])('%s: nothing is changed', async (_, before, lockVersion) => {
    const { ports, saved, recorded } = start(before);
    expect(await keepLimits(request(lockVersion), ports)).toMatchObject({ refused: 'changed-meanwhile' });
    expect([saved, recorded]).toEqual([[], []]);
  });

  test('somebody was faster between reading and writing', async () => {
    const { ports } = start();
    const answer = await keepLimits(request(0), { ...ports, saveLimits: async () => false });
    expect(answer).toMatchObject({ refused: 'changed-meanwhile' });
  });
});
