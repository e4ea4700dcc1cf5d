import { z } from 'zod';
import { Role } from '../kernel/role.ts';

export const Caller = z.object({
  subject: z.string().min(1),
  kind: z.enum(['person', 'system']),
  name: z.string().min(1),
  department: z.string().min(1),
  roles: z.array(Role).min(1),
});
export type Caller = z.infer<typeof Caller>;
