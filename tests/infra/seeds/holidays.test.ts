import { isWorkday } from 'chinese-days';
import { describe, expect, test } from 'vitest';
import { seedHolidays } from '../../../infra/seeds/index.ts';
import { announcedHolidays } from '../../../infra/tools/generate/holidays-announced.ts';
import { judgeHolidays } from '../../../lib/departments/holidays/judge-holidays.ts';
import { addDays, isWorkingDay, workingCalendar } from '../../../lib/kernel/working-days/working-calendar.ts';

const seeds = seedHolidays();

test('the seed has every year that is announced since 2025', () => {
  expect(seeds).toEqual(announcedHolidays());
  expect(seeds.map(({ year }) => year).slice(0, 2)).toEqual([2025, 2026]);
});

describe.each(seeds)('$year', (table) => {
  test('an officer could have entered it', () => {
    expect(judgeHolidays(table)).toBeNull();
  });

  test('each day is worked or not as the package says', () => {
    const calendar = workingCalendar(seeds);
    for (let day = `${table.year}-01-01`; day <= `${table.year}-12-31`; day = addDays(day, 1))
      expect([day, isWorkingDay(day, calendar)]).toEqual([day, isWorkday(day)]);
  });
});
