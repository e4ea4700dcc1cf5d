import { z } from 'zod';
import { DepartmentId } from './department.ts';

/** Whose account a view names. The person's name is there only if the reader may know it. */
export const Actor = z
  .object({
    account: z.string().min(1),
    name: z.string().min(1).optional(),
    department: DepartmentId,
    departmentName: z.string().min(1),
  })
  .strict();
export type Actor = z.infer<typeof Actor>;

/** One entry for each account that the view names; none for the platform itself and for unknown accounts. */
export const Actors = z.array(Actor);
