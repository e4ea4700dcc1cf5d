import type { Caller } from '../../schemas/departments/caller.ts';

/**
 * How a caller relates to the department that a thing belongs to:
 * `own-department` in any role, `own-provider` in the role `provider`; `operator` and `supervisor` for every department.
 */
type Relation = 'own-department' | 'own-provider' | 'operator' | 'supervisor';

/** Who may do what with a department's things. A route's `callers` are checked before this, by role alone. */
export const accessPolicy = {
  'compile-entry': ['own-provider'],
  'see-draft': ['own-provider', 'operator', 'supervisor'],
  'withdraw-draft': ['own-provider', 'operator'],
  'withdraw-published-entry': ['operator'],
  'supply-data': ['own-department'],
  'read-delivery': ['own-department', 'operator', 'supervisor'],
  'change-delivery': ['own-provider', 'operator'],
  'read-source': ['own-department', 'operator', 'supervisor'],
  'read-records': ['own-provider', 'operator'],
  'read-dataset-state': ['own-provider', 'operator', 'supervisor'],
  'act-as-issuer': ['own-provider', 'operator'],
  'read-coverage': ['own-department', 'operator', 'supervisor'],
  'read-batch': ['own-department', 'operator'],
} as const satisfies Record<string, readonly Relation[]>;
export type AccessAction = keyof typeof accessPolicy;

/** Whether the caller may do this with something of the department. */
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

/** Whether the caller may do this for every department: lists then show all, not only the caller's own. */
export function isPermittedForAll({ roles }: Pick<Caller, 'roles'>, action: AccessAction): boolean {
  const relations: readonly Relation[] = accessPolicy[action];
  return roles.some((role) => (role === 'operator' || role === 'supervisor') && relations.includes(role));
}
