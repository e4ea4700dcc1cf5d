import type { Delivery } from '../../../schemas/collection/delivery.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';

/** Operators and supervisors see every delivery, a provider those of the own department. */
export function maySee(caller: Caller, delivery: Pick<Delivery, 'department'>): boolean {
  return (
    caller.roles.some((role) => role === 'operator' || role === 'supervisor') ||
    caller.department === delivery.department
  );
}

/** Operators act on every delivery, a provider on those of the own department. */
export function mayAct(caller: Caller, delivery: Pick<Delivery, 'department'>): boolean {
  return (
    caller.roles.includes('operator') ||
    (caller.roles.includes('provider') && caller.department === delivery.department)
  );
}
