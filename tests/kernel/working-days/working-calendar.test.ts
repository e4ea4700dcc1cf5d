import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addWorkingDays,
  isWorkingDay,
  missingYears,
  workingDaysBetween,
} from '../../../lib/kernel/working-days/working-calendar.ts';
import { october2026, weekendsOnly } from './calendars.ts';

test.each([
  ['a Monday', '2026-09-28', true],
  ['a Saturday', '2026-09-26', false],
  ['a Sunday', '2026-09-27', false],
  ['a holiday on a Thursday', '2026-10-01', false],
  ['a holiday on a Saturday', '2026-10-03', false],
  ['a Sunday that is made up', '2026-09-20', true],
  ['a Saturday that is made up', '2026-10-10', true],
  ['National Day of a year without a table', '2027-10-01', true],
] as const)('%s', (_, day, working) => {
  expect(isWorkingDay(day, october2026)).toBe(working);
});

describe('the n-th working day after', () => {
  test.each([
    ['10, over National Day and a made-up Saturday', '2026-09-28', 10, '2026-10-16'],
    ['20, over National Day and a made-up Saturday', '2026-09-28', 20, '2026-10-30'],
    ['1, from the day before the holidays', '2026-09-30', 1, '2026-10-08'],
    ['10, without holidays', '2026-11-20', 10, '2026-12-04'],
    ['1, to a made-up Sunday', '2026-09-18', 1, '2026-09-20'],
    ['1, received on a Saturday', '2026-11-21', 1, '2026-11-23'],
    ['0, on a working day', '2026-11-20', 0, '2026-11-20'],
    ['0, on a day off', '2026-11-21', 0, '2026-11-21'],
    ['1, into a year without a table', '2026-12-31', 1, '2027-01-01'],
    ['3 before, over National Day', '2026-10-09', -3, '2026-09-29'],
  ] as const)('%s', (_, day, count, expected) => {
    expect(addWorkingDays(day, count, october2026)).toBe(expected);
  });
});

describe('working days between', () => {
  test.each([
    ['the same day', '2026-09-28', '2026-09-28', 0],
    ['to the day before', '2026-09-28', '2026-09-27', 0],
    ['over a weekend', '2026-11-20', '2026-11-23', 1],
    ['over National Day', '2026-09-28', '2026-10-16', 10],
    ['within the holidays', '2026-10-01', '2026-10-07', 0],
  ] as const)('%s', (_, from, to, count) => {
    expect(workingDaysBetween(from, to, october2026)).toBe(count);
  });
});

test.each([
  ['a span in a year with a table', '2026-01-01', '2026-12-31', []],
  ['into the next year', '2026-12-31', '2027-01-01', [2027]],
  ['over several years', '2025-06-01', '2028-01-01', [2025, 2027, 2028]],
  ['an empty span', '2028-01-01', '2026-01-01', []],
] as const)('years without a table: %s', (_, from, to, years) => {
  expect(missingYears(from, to, october2026)).toEqual(years);
});

const day = fc.integer({ min: 0, max: 900 }).map((count) => addDays('2025-09-01', count));
const calendar = fc.constantFrom(october2026, weekendsOnly);
const count = fc.integer({ min: 0, max: 60 });

test('always: one day more is later, on a working day, and counted back', () => {
  fc.assert(
    fc.property(day, count, calendar, (from, n, calendar) => {
      const [nth, next] = [addWorkingDays(from, n, calendar), addWorkingDays(from, n + 1, calendar)];
      expect(next > nth).toBe(true);
      expect(isWorkingDay(next, calendar)).toBe(true);
      expect(workingDaysBetween(from, next, calendar)).toBe(n + 1);
    }),
  );
});

test('always: as many days back lead to the first day, or to the working day before it', () => {
  fc.assert(
    fc.property(day, count, calendar, (from, n, calendar) => {
      const back = addWorkingDays(addWorkingDays(from, n + 1, calendar), -(n + 1), calendar);
      expect(back).toBe(isWorkingDay(from, calendar) ? from : addWorkingDays(from, -1, calendar));
    }),
  );
});

test('always: days between add up', () => {
  fc.assert(
    fc.property(day, day, day, calendar, (one, two, three, calendar) => {
      const [a = one, b = two, c = three] = [one, two, three].sort();
      expect(workingDaysBetween(a, b, calendar) + workingDaysBetween(b, c, calendar)).toBe(
        workingDaysBetween(a, c, calendar),
      );
    }),
  );
});
