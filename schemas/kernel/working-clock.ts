import { z } from 'zod';
import { Day } from './day.ts';

/**
 * A limit in working days, as of a day in Asia/Shanghai. The day of receipt is not counted; the due day is the last one
 * in time.
 */
export const WorkingClock = z
  .object({
    start: Day,
    /** Working days, an extension included. */
    limit: z.int().min(0),
    /** Working days, `limit` at the most; `left` is the rest. */
    used: z.int().min(0),
    left: z.int().min(0),
    /** Working days after the due day. */
    late: z.int().min(0),
    /** Absent while the clock is paused before the limit is used up: it moves with each day of the pause. */
    due: Day.optional(),
    /** The day of the request that the other side must answer; absent while the clock runs. */
    pausedSince: Day.optional(),
    /** Years without a table of holidays, from `start` to the later of today and `due`: there only weekends are days off. */
    missingYears: z.array(z.int()),
  })
  .strict();
export type WorkingClock = z.infer<typeof WorkingClock>;
