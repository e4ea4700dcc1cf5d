import { z } from 'zod';
import { Caller } from './caller.ts';
import { DepartmentId } from './department.ts';

/** Who a token's subject is: a person of a department, or one of its systems. `subject` is the token's `sub`, or its `client_id` where it has no `sub`. */
export const Account = Caller.extend({
  department: DepartmentId,
  /** A stopped account is refused by its own sentence; it is never deleted, for traces name it. */
  active: z.boolean(),
}).strict();
export type Account = z.infer<typeof Account>;
