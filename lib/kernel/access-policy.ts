import type { Caller } from '../../schemas/departments/caller.ts';

/** `own-department` holds in any role, `own-provider` as provider; the others for every department. */
type Relation = 'own-department' | 'own-provider' | 'operator' | 'supervisor';

/** Routes check roles alone (`callers`); this table adds the department. */
export const accessPolicy = {
  'compile-entry': ['own-provider'],
  'see-draft': ['own-provider', 'operator', 'supervisor'],
  'withdraw-draft': ['own-provider', 'operator'],
  'withdraw-published-entry': ['operator'],
  'supply-data': ['own-department'],
  'read-delivery': ['own-department', 'operator', 'supervisor'],
  'change-delivery': ['own-provider', 'operator'],
  'read-events': ['own-department', 'operator', 'supervisor'],
  'read-uses': ['own-provider', 'operator', 'supervisor'],
  'use-grant': ['own-department'],
  // Its consumer and its provider are asked one after the other.
  'read-grant': ['own-department', 'operator'],
  'read-source': ['own-department', 'operator', 'supervisor'],
  'read-records': ['own-provider', 'operator'],
  'read-dataset-state': ['own-provider', 'operator', 'supervisor'],
  'act-as-issuer': ['own-provider', 'operator'],
  'read-people': ['own-department', 'operator', 'supervisor'],
  'keep-people': ['own-department'],
  'read-dispatches': ['own-department', 'operator'],
  'read-question': ['own-department', 'operator'],
  'read-update-sheet': ['own-department', 'operator', 'supervisor'],
  'sign-update-sheet': ['own-provider'],
  'read-papers': ['own-department', 'operator', 'supervisor'],
  'keep-papers': ['own-provider', 'operator'],
  'read-coverage': ['own-department', 'operator', 'supervisor'],
  'read-batch': ['own-department', 'operator'],
} as const satisfies Record<string, readonly Relation[]>;
export type AccessAction = keyof typeof accessPolicy;

/** True if the caller has any relation to `department` (an id) that `accessPolicy` lists for the action. */
export function isPermitted(
  caller: Pick<Caller, 'roles' | 'department'>,
  action: AccessAction,
  department: string,
): boolean {
  const isOwn = caller.department === department;
  const holds: Record<Relation, boolean> = {
    'own-department': isOwn,
    'own-provider': isOwn && caller.roles.includes('provider'),
    operator: caller.roles.includes('operator'),
    supervisor: caller.roles.includes('supervisor'),
  };
  return accessPolicy[action].some((relation) => holds[relation]);
}

/** True if roles alone permit it: lists then show every department. */
export function isPermittedForAll({ roles }: Pick<Caller, 'roles'>, action: AccessAction): boolean {
  const relations: readonly Relation[] = accessPolicy[action];
  return roles.some((role) => (role === 'operator' || role === 'supervisor') && relations.includes(role));
}
