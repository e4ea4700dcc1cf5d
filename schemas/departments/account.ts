import { z } from 'zod';
import { Caller } from './caller.ts';
import { DepartmentId } from './department.ts';

/** `subject` is the token's `sub`, else its `client_id`. */
export const Account = Caller.extend({
  department: DepartmentId,
  /** The audit log names deactivated accounts: they are never deleted. */
  active: z.boolean(),
}).strict();
export type Account = z.infer<typeof Account>;
