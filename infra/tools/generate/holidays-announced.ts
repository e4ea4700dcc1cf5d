import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { HolidayYear } from '../../../schemas/kernel/holiday-year.ts';

/** Sharing begins in 2025 with Decree 809; no limit is counted in earlier years. */
const firstYear = 2025;

/**
 * The State Council's arrangements from 2025 on, as the package has them: a year of which it has no day is not announced
 * yet. A day is in the table of its own year, whichever notice names it.
 */
export function announcedHolidays(): HolidayYear[] {
  const holidays = Object.keys(chineseDays.holidays).toSorted();
  const makeUpDays = Object.keys(chineseDays.workdays).toSorted();
  const years = [...new Set(holidays.map((day) => Number(day.slice(0, 4))))].filter((year) => year >= firstYear);
  return years.map((year) => {
    const isInYear = (day: string) => day.startsWith(`${year}-`);
    return HolidayYear.parse({
      year,
      holidays: holidays.filter(isInYear),
      makeUpDays: makeUpDays.filter(isInYear),
    });
  });
}
