import { z } from 'zod';
import { Caller } from './caller.ts';
import { DepartmentId } from './department.ts';

/** A person or a system of a department. `subject` is the token's `sub`, or its `client_id` if it has no `sub`. */
export const Account = Caller.extend({
  department: DepartmentId,
  /** Deactivated accounts are never deleted, because the audit log names them. */
  active: z.boolean(),
}).strict();
export type Account = z.infer<typeof Account>;
