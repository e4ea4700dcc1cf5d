import { z } from 'zod';
import { Day } from '../kernel/day.ts';

/** A department's key for programs: `public-security`. */
export const DepartmentId = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/);

export const Department = z.object({
  id: DepartmentId,
  name: z.string().min(2),
  /** Short names and the names printed in the notice's lists, for search. */
  aliases: z.array(z.string()).default([]),
  /** Unified social credit code, GB 32100; absent until the department has confirmed it. */
  creditCode: z.string().optional(),
  batch: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  linkDeadline: Day.optional(),
  /** What the department must confirm before the entry can be relied on. */
  toBeConfirmed: z.array(z.string()).default([]),
});
export type Department = z.infer<typeof Department>;
