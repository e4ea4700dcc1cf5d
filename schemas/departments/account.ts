import { z } from 'zod';
import { Caller } from './caller.ts';
import { DepartmentId } from './department.ts';

/** `subject` is the token's `sub`, else its `client_id`. */
export const Account = Caller.extend({
  department: DepartmentId,
  /** The subject of the person who answers for a system's account, or for a second account of a person. */
  responsible: z.string().min(1).max(200).optional(),
  /** The audit log names deactivated accounts: they are never deleted. */
  active: z.boolean(),
}).strict();
export type Account = z.infer<typeof Account>;
