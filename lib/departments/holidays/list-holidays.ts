import { dayInShanghai } from '../../kernel/instant.ts';
import { missingYears, workingCalendar, yearOf } from '../../kernel/working-days/working-calendar.ts';
import type { HolidayPorts } from './ports.ts';

/** Lists all tables, and which of this year and the next has none: no clock runs into later years. */
export async function listHolidays(_: unknown, ports: Pick<HolidayPorts, 'holidayTables' | 'now'>) {
  const items = await ports.holidayTables();
  const today = dayInShanghai(ports.now());
  return { items: [...items], missing: missingYears(today, `${yearOf(today) + 1}-12-31`, workingCalendar(items)) };
}
