import { describe, expect, test } from 'vitest';
import { caseClock, dueTelling } from '../../../lib/sharing/clocks/due-telling.ts';
import type { WorkingClock } from '../../../schemas/kernel/working-clock.ts';
import type { ClockTold } from '../../../schemas/sharing/case-clock.ts';

const state = 'awaiting-decision';
const due = '2026-10-16';
const clockOf = (changes: Partial<WorkingClock>): WorkingClock => ({
  start: '2026-09-28',
  limit: 10,
  used: 0,
  left: 0,
  late: 0,
  due,
  missingYears: [],
  ...changes,
});
const toldOf = (changes: Partial<ClockTold>): ClockTold => ({ state, due, reminded: [], ...changes });
const settings = { remindWorkingDaysBefore: [3, 1], escalateWorkingDaysAfter: 2 };
const today = '2026-10-13';

describe('reminders 3 and 1 working days before, escalation 2 after', () => {
  test.each<[string, Partial<WorkingClock>, Partial<ClockTold> | undefined, readonly [string, ...number[]]]>([
    ['nothing 4 days before', { left: 4 }, undefined, ['nothing']],
    ['the first 3 days before', { left: 3 }, undefined, ['remind', 3]],
    ['nothing more on that day', { left: 3 }, { reminded: [3] }, ['nothing']],
    ['the second on the day before', { left: 1 }, { reminded: [3] }, ['remind', 3, 1]],
    ['one for both when nothing ran before', { left: 0 }, undefined, ['remind', 3, 1]],
    ['again once the clock was extended', { left: 3, due: '2026-10-30' }, { reminded: [3, 1] }, ['remind', 3]],
    ['again in another state', { left: 3 }, { reminded: [3, 1], state: 'awaiting-check' }, ['remind', 3]],
    ['none that is as long as the limit', { left: 1, limit: 1 }, undefined, ['nothing']],
    ['no reminder after the due day', { late: 1 }, undefined, ['nothing']],
    ['escalation 2 days after', { late: 2 }, { reminded: [3] }, ['escalate', 3]],
    ['once', { late: 9 }, { escalatedOn: '2026-10-12' }, ['nothing']],
  ])('%s', (_sentence, changes, told, [action, ...reminded]) => {
    const before = told === undefined ? undefined : toldOf(told);
    const telling = dueTelling({ state, clock: clockOf(changes), told: before, lapses: false }, settings, today);
    expect(telling?.action ?? 'nothing').toBe(action);
    if (telling !== null && 'told' in telling) expect(telling.told.reminded).toEqual(reminded);
    if (telling?.action === 'escalate') expect(telling.told.escalatedOn).toBe(today);
  });

  test('nothing while the clock is paused', () => {
    const { due: _due, ...clock } = clockOf({ left: 1, pausedSince: '2026-10-12' });
    expect(dueTelling({ state, clock, told: undefined, lapses: false }, settings, today)).toBeNull();
  });

  test('what lapses is warned first, on an earlier day, and never escalated', () => {
    const at = (late: number, told: ClockTold | undefined) =>
      dueTelling({ state, clock: clockOf({ late }), told, lapses: true }, settings, today);
    expect(at(1, toldOf({ remindedOn: '2026-10-12', reminded: [3] }))).toEqual({ action: 'lapse' });
    expect(at(9, undefined)).toMatchObject({ action: 'remind', told: { remindedOn: today } });
    expect(at(9, toldOf({ remindedOn: today }))).toBeNull();
    expect(at(0, toldOf({ remindedOn: '2026-10-12', reminded: [3, 1] }))).toBeNull();
  });

  test('lists show the escalation of this due day alone', () => {
    const told = toldOf({ escalatedOn: '2026-10-19' });
    expect(caseClock(clockOf({ late: 3 }), told, state)).toEqual({ left: 0, late: 3, due, escalatedOn: '2026-10-19' });
    expect(caseClock(clockOf({ late: 3, due: '2026-11-16' }), told, state)).not.toHaveProperty('escalatedOn');
  });
});
