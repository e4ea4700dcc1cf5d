import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workingCalendar } from '../../../lib/kernel/working-days/working-calendar.ts';
import { objectionClock } from '../../../lib/sharing/objections/objection-clock.ts';
import { actionsOf, isOpen, mayAct, objectionRules } from '../../../lib/sharing/objections/transitions.ts';
import { defaultSharingLimits } from '../../../schemas/sharing/limits.ts';
import { ObjectionAction, type ObjectionState, ObjectionStep } from '../../../schemas/sharing/objection.ts';
import { accepted, openObjections, people, sampleObjection, stepOf, values, type Person } from './fixture.ts';

const sides = ['objector', 'provider', 'centre', 'platform'] as const;

describe('who may do what', () => {
  test.each([
    ['awaiting-verification', 'withdraw', 'accept refuse', '', 'correct'],
    ['awaiting-correction', 'withdraw', 'refuse', '', 'correct'],
    ['awaiting-coordination', 'withdraw', '', 'overrule uphold', 'correct'],
    ['corrected', '', '', '', ''],
    ['refused', 'appeal', '', '', ''],
    ['closed', '', '', '', ''],
    ['withdrawn', '', '', '', ''],
  ] as const)('%s: the objector %s; the provider %s; the centre %s; the platform %s', (state, ...expected) => {
    expect(sides.map((side) => actionsOf({ state, transitions: [] }, side).join(' '))).toEqual(expected);
  });

  test('a second appeal is nobody’s', () => {
    const { transitions } = sampleObjection({
      transitions: [
        {
          action: 'appeal',
          from: 'refused',
          to: 'awaiting-coordination',
          at: '2026-09-29T02:00:00.000Z',
          by: 'registrar',
          department: 'civil-affairs',
        },
      ],
    });
    expect(sides.flatMap((side) => actionsOf({ state: 'refused', transitions }, side))).toEqual([]);
  });

  test('every path ends', () => {
    const longest = (state: ObjectionState, appeals: number, seen: number): number => {
      expect(seen).toBeLessThan(10);
      const next = ObjectionAction.options
        .filter((action) => objectionRules[action].from.some((from) => from === state))
        .filter((action) => action !== 'appeal' || appeals === 0)
        .map((action) => longest(objectionRules[action].to, appeals + (action === 'appeal' ? 1 : 0), seen + 1));
      if (next.length === 0) expect(isOpen(state)).toBe(false);
      return Math.max(0, ...next.map((length) => length + 1));
    };
    expect(longest('awaiting-verification', 0, 0)).toBe(6);
  });
});

const calendar = workingCalendar([
  { year: 2026, holidays: [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-10-0${day}`), makeUpDays: ['2026-10-10'] },
]);
const transition = (action: ObjectionAction, at: string) => ({
  action,
  from: 'awaiting-verification' as const,
  to: 'awaiting-correction' as const,
  at,
  by: 'somebody',
  department: 'public-security',
});

describe('the clock', () => {
  test.each([
    ['awaiting-verification', [], '2026-10-09T02:00:00.000Z', { start: '2026-09-28', limit: 10, used: 4, left: 6 }],
    ['awaiting-verification', [], '2026-10-20T02:00:00.000Z', { due: '2026-10-16', left: 0, late: 2 }],
    [
      'awaiting-correction',
      [transition('accept', '2026-10-12T02:00:00.000Z')],
      '2026-10-13T02:00:00.000Z',
      { start: '2026-09-28', due: '2026-10-16' },
    ],
    [
      'awaiting-coordination',
      [transition('appeal', '2026-10-12T02:00:00.000Z')],
      '2026-10-13T02:00:00.000Z',
      { start: '2026-10-12', limit: 10, used: 1 },
    ],
    [
      'awaiting-verification',
      [transition('overrule', '2026-10-13T02:00:00.000Z')],
      '2026-10-14T02:00:00.000Z',
      { start: '2026-10-13', used: 1 },
    ],
  ] as const)('%s after %j, read at %s', (state, transitions, now, expected) => {
    const objection = sampleObjection({ state, transitions: [...transitions] });
    expect(objectionClock(objection, { now, limits: defaultSharingLimits, calendar })).toMatchObject(expected);
  });

  test.each(['corrected', 'refused', 'closed', 'withdrawn'] as const)('%s has none', (state) => {
    const context = { now: '2026-10-09T02:00:00.000Z', limits: defaultSharingLimits, calendar };
    expect(objectionClock(sampleObjection({ state }), context)).toBeUndefined();
  });
});

const action = fc.constantFrom(...ObjectionAction.options);
const names = fc.constantFrom<Person[]>('objector', 'provider', 'centre', 'informed', 'stranger');

test('no order of anybody’s steps leaves the table, loses a step, or keeps a mark or a value of what is closed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, action), { maxLength: 20 }), async (taken) => {
      const { stored, events, marks, file, take, follow, versions, state } = openObjections();
      const { id } = accepted(await file({ suggested: '张珊' }));
      let now = Date.parse(state.now);
      for (const [by, done] of taken) {
        state.now = new Date((now += 3_600_000)).toISOString();
        const before = stored.get(id);
        if (done === 'correct') {
          versions.push({ ...values, name: '张珊' });
          await follow();
        } else await take(id, by, stepOf(done));
        const after = stored.get(id);
        if (before === undefined || after === undefined) throw new Error('lost');
        expect([...marks.values()].map(({ objection }) => objection)).toEqual(isOpen(after.state) ? [id] : []);
        expect(after.suggested !== undefined && !isOpen(after.state)).toBe(false);
        const view = objectionClock(after, { now: state.now, limits: defaultSharingLimits, calendar });
        expect(view === undefined || Math.min(view.left, view.used, view.late) >= 0).toBe(true);
        if (before === after) continue;
        const last = after.transitions.at(-1);
        expect(last).toMatchObject({ action: done, from: before.state, to: objectionRules[done].to });
        expect(sides.some((side) => mayAct(done, before, side))).toBe(true);
        expect(last?.by).toBe(done === 'correct' ? 'platform' : people[by].subject);
        expect(after.transitions).toHaveLength(before.transitions.length + 1);
      }
      expect(events).toHaveLength((stored.get(id)?.transitions.length ?? 0) + 1);
    }),
    { numRuns: 200 },
  );
});

test('nobody takes the platform’s step', () => {
  expect(ObjectionStep.safeParse({ action: 'correct' }).success).toBe(false);
});
