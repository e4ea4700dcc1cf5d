import { z } from 'zod';
import { Day } from '../kernel/day.ts';
import { shownLine } from '../kernel/printable-line.ts';

export const DepartmentId = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/);

export const Department = z.object({
  id: DepartmentId,
  name: shownLine().min(2),
  /** The search finds short names and the notice's. */
  aliases: z.array(shownLine()).default([]),
  /** It is absent until confirmed by the department (GB 32100). */
  creditCode: z.string().optional(),
  batch: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  linkDeadline: Day.optional(),
  toBeConfirmed: z.array(z.string()).default([]),
});
export type Department = z.infer<typeof Department>;
