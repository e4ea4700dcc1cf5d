import type { Day } from '../../../schemas/kernel/day.ts';
import type { HolidayYear } from '../../../schemas/kernel/holiday-year.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import { isWeekend, yearOf } from '../../kernel/working-days/working-calendar.ts';

/** Days off in every year (全国年节及纪念日放假办法); a table without them was not finished. */
const fixedHolidays = ['01-01', '05-01', '10-01'];

/** Refuses a table that no announcement can say; `null` when it may be one. `errors` point into the body's lists. */
export function judgeHolidays({ year, holidays, makeUpDays }: HolidayYear) {
  const listed = [...pointTo('holidays', holidays), ...pointTo('makeUpDays', makeUpDays)];
  const outside = listed.filter(({ day }) => yearOf(day) !== year);
  if (outside.length > 0)
    return refused(
      'holidays-not-in-year',
      { year, count: outside.length },
      explain(outside, `这一天不在 ${year} 年。`),
    );
  const off = new Set(holidays);
  const both = listed.filter(({ day, list }) => list === 'makeUpDays' && off.has(day));
  if (both.length > 0) return refused('holidays-in-both', { count: both.length }, explain(both, '这一天也列为放假。'));
  const repeated = listed.filter(({ day }, index) => listed.findIndex((one) => one.day === day) < index);
  if (repeated.length > 0)
    return refused('holidays-repeated', { count: repeated.length }, explain(repeated, '这一天前面已经列出。'));
  const weekdays = listed.filter(({ day, list }) => list === 'makeUpDays' && !isWeekend(day));
  if (weekdays.length > 0)
    return refused('make-up-day-not-weekend', { count: weekdays.length }, explain(weekdays, '这一天不是周六或周日。'));
  const missing = fixedHolidays.filter((date) => !off.has(`${year}-${date}`));
  return missing.length === 0 ? null : refused('holidays-incomplete', { count: missing.length });
}

type Listed = { readonly day: Day; readonly list: 'holidays' | 'makeUpDays'; readonly pointer: string };

const pointTo = (list: Listed['list'], days: readonly Day[]): Listed[] =>
  days.map((day, index) => ({ day, list, pointer: `/body/${list}/${index}` }));

const explain = (days: readonly Listed[], detail: string) => days.map(({ pointer }) => ({ pointer, detail }));
