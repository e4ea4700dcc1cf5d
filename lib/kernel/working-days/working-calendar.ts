import type { Day } from '../../../schemas/kernel/day.ts';
import type { HolidayYear } from '../../../schemas/kernel/holiday-year.ts';

/** The tables of all years as one; years without a table are not in `years`. */
export type WorkingCalendar = {
  readonly years: ReadonlySet<number>;
  readonly holidays: ReadonlySet<Day>;
  readonly makeUpDays: ReadonlySet<Day>;
};

type Years = readonly Pick<HolidayYear, 'year' | 'holidays' | 'makeUpDays'>[];

/** Joins tables of different years. */
export function workingCalendar(years: Years): WorkingCalendar {
  return {
    years: new Set(years.map(({ year }) => year)),
    holidays: new Set(years.flatMap(({ holidays }) => holidays)),
    makeUpDays: new Set(years.flatMap(({ makeUpDays }) => makeUpDays)),
  };
}

/** In a year without a table, Monday to Friday are working days. */
export function isWorkingDay(day: Day, calendar: WorkingCalendar): boolean {
  if (calendar.holidays.has(day)) return false;
  return calendar.makeUpDays.has(day) || !isWeekend(day);
}

/**
 * The `count`-th working day after `day`, which itself is not counted (the day of receipt); with a negative count, the
 * one before it. `day` itself for 0, even when it is a day off.
 */
export function addWorkingDays(day: Day, count: number, calendar: WorkingCalendar): Day {
  const step = count < 0 ? -1 : 1;
  let [at, left] = [day, Math.abs(count)];
  while (left > 0) {
    at = addDays(at, step);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return at;
}

/** Working days after `from`, up to and with `to`; 0 when `to` is not after `from`. */
export function workingDaysBetween(from: Day, to: Day, calendar: WorkingCalendar): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

/** The years from `from` to `to`, both included, that have no table; ascending. */
export function missingYears(from: Day, to: Day, calendar: WorkingCalendar): number[] {
  const first = yearOf(from);
  const span = Array.from({ length: Math.max(0, yearOf(to) - first + 1) }, (_, index) => first + index);
  return span.filter((year) => !calendar.years.has(year));
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Civil days are taken as UTC, which has no changes of the clock. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** Of a civil day. */
export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
