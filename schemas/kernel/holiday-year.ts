import { z } from 'zod';
import { Day } from './day.ts';

/** The years that a table of holidays may be kept for; the State Council announces them since 2000. */
export const CalendarYear = z.int().min(2000).max(2100);

/** No announcement had more than 40 days off, or 10 made up. */
const maxDays = 100;

/**
 * The State Council's arrangement of a year's holidays (国务院办公厅关于部分节假日安排的通知): `holidays` are days off,
 * weekends among them; `makeUpDays` (调休上班) are weekend days on which work is done. Both are ascending.
 */
export const HolidayYear = z
  .object({ year: CalendarYear, holidays: z.array(Day).max(maxDays), makeUpDays: z.array(Day).max(maxDays) })
  .strict();
export type HolidayYear = z.infer<typeof HolidayYear>;
