import { workingCalendar } from '../../../lib/kernel/working-days/working-calendar.ts';
import type { Day } from '../../../schemas/kernel/day.ts';

export const weekendsOnly = workingCalendar([]);

/** National Day of 2026, as announced. */
export const october2026 = workingCalendar([
  {
    year: 2026,
    holidays: ['01', '02', '03', '04', '05', '06', '07'].map((date): Day => `2026-10-${date}`),
    makeUpDays: ['2026-09-20', '2026-10-10'],
  },
]);
