import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isWorkingDay } from '../../../lib/kernel/working-days/working-calendar.ts';
import { dueDay, readClock, type ClockTerms } from '../../../lib/kernel/working-days/working-clock.ts';
import { WorkingClock } from '../../../schemas/kernel/working-clock.ts';
import { october2026, weekendsOnly } from './calendars.ts';

const monday = { start: '2026-11-02', limit: 5 } as const; // due on Monday the 9th

describe('the due day', () => {
  test.each<[string, ClockTerms, string | null]>([
    ['without a pause', monday, '2026-11-09'],
    ['over National Day', { start: '2026-09-28', limit: 10 }, '2026-10-16'],
    ['with an extension', { ...monday, extension: 5 }, '2026-11-16'],
    [
      'after a pause of two working days',
      { ...monday, pauses: [{ from: '2026-11-03', until: '2026-11-05' }] },
      '2026-11-11',
    ],
    [
      'after a pause over a weekend',
      { ...monday, pauses: [{ from: '2026-11-06', until: '2026-11-08' }] },
      '2026-11-09',
    ],
    [
      'after a pause that began before',
      { ...monday, pauses: [{ from: '2026-10-01', until: '2026-11-03' }] },
      '2026-11-10',
    ],
    [
      'asked and answered on one day',
      { ...monday, pauses: [{ from: '2026-11-03', until: '2026-11-03' }] },
      '2026-11-09',
    ],
    [
      'after two pauses that overlap',
      {
        ...monday,
        pauses: [
          { from: '2026-11-04', until: '2026-11-06' },
          { from: '2026-11-03', until: '2026-11-05' },
        ],
      },
      '2026-11-12',
    ],
    ['while it is paused', { ...monday, pauses: [{ from: '2026-11-03' }] }, null],
    [
      'while it is paused for a second thing',
      { ...monday, pauses: [{ from: '2026-11-03', until: '2026-11-05' }, { from: '2026-11-04' }] },
      null,
    ],
    ['asked on the due day: it is fixed', { ...monday, pauses: [{ from: '2026-11-09' }] }, '2026-11-09'],
    ['no limit at all', { ...monday, limit: 0 }, '2026-11-02'],
  ])('%s', (_, terms, expected) => {
    expect(dueDay(terms, october2026)).toBe(expected);
  });
});

describe('the clock', () => {
  test.each<[string, ClockTerms, string, Omit<WorkingClock, 'start'>]>([
    [
      'on the day of receipt',
      monday,
      '2026-11-02',
      { limit: 5, used: 0, left: 5, late: 0, due: '2026-11-09', missingYears: [] },
    ],
    [
      'before the day of receipt',
      monday,
      '2026-10-20',
      { limit: 5, used: 0, left: 5, late: 0, due: '2026-11-09', missingYears: [] },
    ],
    ['on a Sunday', monday, '2026-11-08', { limit: 5, used: 4, left: 1, late: 0, due: '2026-11-09', missingYears: [] }],
    [
      'on the due day',
      monday,
      '2026-11-09',
      { limit: 5, used: 5, left: 0, late: 0, due: '2026-11-09', missingYears: [] },
    ],
    [
      'two working days late',
      monday,
      '2026-11-11',
      { limit: 5, used: 5, left: 0, late: 2, due: '2026-11-09', missingYears: [] },
    ],
    [
      'paused since Tuesday, on Friday',
      { ...monday, pauses: [{ from: '2026-11-03' }] },
      '2026-11-06',
      { limit: 5, used: 1, left: 4, late: 0, pausedSince: '2026-11-03', missingYears: [] },
    ],
    [
      'as of a day in a pause that is over',
      { ...monday, pauses: [{ from: '2026-11-03', until: '2026-11-10' }] },
      '2026-11-06',
      { limit: 5, used: 1, left: 4, late: 0, pausedSince: '2026-11-03', missingYears: [] },
    ],
    [
      'as of a day before the pause',
      { ...monday, pauses: [{ from: '2026-11-05', until: '2026-11-10' }] },
      '2026-11-04',
      { limit: 5, used: 2, left: 3, late: 0, due: '2026-11-09', missingYears: [] },
    ],
    [
      'on the day of the answer',
      { ...monday, pauses: [{ from: '2026-11-03', until: '2026-11-05' }] },
      '2026-11-05',
      { limit: 5, used: 1, left: 4, late: 0, due: '2026-11-11', missingYears: [] },
    ],
    [
      'asked today',
      { ...monday, pauses: [{ from: '2026-11-04' }] },
      '2026-11-04',
      { limit: 5, used: 2, left: 3, late: 0, pausedSince: '2026-11-04', missingYears: [] },
    ],
    [
      'asked twice, both open',
      { ...monday, pauses: [{ from: '2026-11-05' }, { from: '2026-11-03' }] },
      '2026-11-06',
      { limit: 5, used: 1, left: 4, late: 0, pausedSince: '2026-11-03', missingYears: [] },
    ],
    [
      'paused when it is late',
      { ...monday, pauses: [{ from: '2026-11-10' }] },
      '2026-11-20',
      { limit: 5, used: 5, left: 0, late: 1, due: '2026-11-09', pausedSince: '2026-11-10', missingYears: [] },
    ],
    [
      'due in a year without a table',
      { start: '2026-12-30', limit: 5 },
      '2026-12-31',
      { limit: 5, used: 1, left: 4, late: 0, due: '2027-01-06', missingYears: [2027] },
    ],
    [
      'late into a year without a table',
      { start: '2026-12-21', limit: 5 },
      '2027-01-04',
      { limit: 5, used: 5, left: 0, late: 5, due: '2026-12-28', missingYears: [2027] },
    ],
  ])('%s', (_, terms, today, expected) => {
    const clock = readClock(terms, today, october2026);
    expect(clock).toEqual({ start: terms.start, ...expected });
    expect(WorkingClock.parse(clock)).toEqual(clock);
  });
});

const day = fc.integer({ min: 0, max: 200 }).map((count) => addDays('2026-08-15', count));
const pause = fc.record({ from: day, until: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined, freq: 4 }) });
const pauses = fc.array(
  pause.map(({ from, until }) => (until === undefined ? { from } : { from, until: addDays(from, until) })),
  { maxLength: 4 },
);
const terms = fc.record({
  start: day,
  limit: fc.integer({ min: 0, max: 30 }),
  extension: fc.integer({ min: 0, max: 10 }),
  pauses,
});
const calendar = fc.constantFrom(october2026, weekendsOnly);
/** Paused sorts last, as the latest due day. */
const order = (due: string | null) => due ?? '9999-12-31';

describe('always', () => {
  test('a longer limit and one more pause never bring the due day forward', () => {
    fc.assert(
      fc.property(terms, pauses, calendar, (terms, more, calendar) => {
        const due = order(dueDay(terms, calendar));
        expect(order(dueDay({ ...terms, limit: terms.limit + 1 }, calendar)) >= due).toBe(true);
        expect(order(dueDay({ ...terms, pauses: [...terms.pauses, ...more] }, calendar)) >= due).toBe(true);
      }),
    );
  });

  test('no number is negative, and used and left are the limit', () => {
    fc.assert(
      fc.property(terms, day, calendar, (terms, today, calendar) => {
        const { limit, used, left, late } = WorkingClock.parse(readClock(terms, today, calendar));
        expect(used + left).toBe(limit);
        expect(left > 0 && late > 0).toBe(false);
      }),
    );
  });

  test('from day to day, at most one more is used or late, and none on a day off', () => {
    fc.assert(
      fc.property(terms, day, calendar, (terms, today, calendar) => {
        const tomorrow = addDays(today, 1);
        const [one, two] = [readClock(terms, today, calendar), readClock(terms, tomorrow, calendar)];
        const step = two.used + two.late - one.used - one.late;
        expect([0, 1]).toContain(step);
        if (!isWorkingDay(tomorrow, calendar)) expect(step).toBe(0);
      }),
    );
  });

  test('it is late after the due day only, and used up on it', () => {
    fc.assert(
      fc.property(terms, day, calendar, (terms, today, calendar) => {
        const { due, left, late } = readClock(terms, today, calendar);
        if (late > 0) expect(due !== undefined && due < today).toBe(true);
        if (due === undefined) expect(left).toBeGreaterThan(0);
        if (due !== undefined && due <= today) expect(left).toBe(0);
      }),
    );
  });
});
