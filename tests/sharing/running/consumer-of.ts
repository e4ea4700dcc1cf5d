import type { Caller } from '../../../schemas/departments/caller.ts';

/** A system of a department that uses grants. */
export const consumerOf = (department: string): Caller => ({
  subject: 'killed-consumer',
  kind: 'system',
  name: '会被中断的系统',
  department,
  roles: ['consumer'],
});
