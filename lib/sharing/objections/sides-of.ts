import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import type { ObjectionSide } from './transitions.ts';

type Reader = Pick<Caller, 'department' | 'roles'>;

/** The sides of an objection on which a caller stands; none for those who take no part in it. */
export function sidesOf(
  { department, roles }: Reader,
  { consumer, provider }: Pick<Objection, 'consumer' | 'provider'>,
): readonly Exclude<ObjectionSide, 'platform'>[] {
  return [
    ...(department === consumer ? (['objector'] as const) : []),
    ...(roles.includes('operator') ? (['centre'] as const) : []),
    ...(department === provider && roles.includes('provider') ? (['provider'] as const) : []),
  ];
}

/** True for the people of a department that fetched the record and was told. */
export function isInformed({ department }: Reader, { informed = [] }: Pick<Objection, 'informed'>): boolean {
  return informed.includes(department);
}
