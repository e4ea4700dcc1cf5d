import type { keepHolidaysRoute } from '../../../schemas/departments/holiday-routes.ts';
import type { HolidayTable } from '../../../schemas/departments/holidays.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { judgeHolidays } from './judge-holidays.ts';
import type { HolidayPorts } from './ports.ts';

/**
 * Replaces a year's holidays, in ascending order; the change is recorded first. Refuses a table that contradicts itself,
 * and `changed-meanwhile` when somebody else was faster. Clocks that run follow the new table at once.
 */
export async function keepHolidays(
  { caller, params: { year }, body }: RouteInput<typeof keepHolidaysRoute>,
  ports: HolidayPorts,
) {
  const { lockVersion, reason } = body;
  const days = { holidays: body.holidays.toSorted(), makeUpDays: body.makeUpDays.toSorted() };
  const refusal = judgeHolidays({ ...body, year });
  if (refusal !== null) return refusal;
  const before = (await ports.holidayTables()).find((table) => table.year === year);
  if ((before?.lockVersion ?? 0) !== lockVersion) return refused('changed-meanwhile');
  const table: HolidayTable = {
    year,
    ...days,
    lockVersion: lockVersion + 1,
    changed: { at: ports.now(), by: caller.subject, name: caller.name },
  };
  const author = { by: caller.subject, via: 'api', why: reason } as const;
  await ports.recordChange({ ...author, what: 'holidays-changed', target: String(year), detail: JSON.stringify(days) });
  return (await ports.saveHolidays(table)) ? table : refused('changed-meanwhile');
}
