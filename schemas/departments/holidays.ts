import { z } from 'zod';
import { HolidayYear } from '../kernel/holiday-year.ts';
import { Step } from './people.ts';

/** A year's holidays as they are stored and shown. */
export const HolidayTable = HolidayYear.extend({
  /** Optimistic lock. */
  lockVersion: z.int().min(1),
  /** Absent while it is as it was seeded. */
  changed: Step.optional(),
}).strict();
export type HolidayTable = z.infer<typeof HolidayTable>;
