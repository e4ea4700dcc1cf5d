import type { Delivery, DeliveryStatus } from '../../schemas/collection/delivery.ts';
import { nextStatuses } from '../../schemas/collection/delivery.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { DeliveryStatus as statuses } from '../../schemas/collection/delivery.ts';

/** The statuses from which a delivery may go to `to`. */
export function statusesBefore(to: DeliveryStatus): DeliveryStatus[] {
  return statuses.options.filter((from) => nextStatuses[from].some((next: DeliveryStatus) => next === to));
}

/** Nothing more will happen to it of itself. */
export function isSettled(status: DeliveryStatus): boolean {
  return nextStatuses[status].length === 0;
}

/** Operators and supervisors see every delivery, a provider those of the own department. */
export function maySee(caller: Caller, delivery: Pick<Delivery, 'department'>): boolean {
  return caller.roles.some((role) => role === 'operator' || role === 'supervisor') || caller.department === delivery.department;
}

/** Operators act on every delivery, a provider on those of the own department. */
export function mayAct(caller: Caller, delivery: Pick<Delivery, 'department'>): boolean {
  return caller.roles.includes('operator') || (caller.roles.includes('provider') && caller.department === delivery.department);
}
