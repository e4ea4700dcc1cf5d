import type { DatasetStatus } from '../../../schemas/catalogue/dataset-version.ts';
import type { CatalogueEntry, StoredVersion } from '../../../schemas/catalogue/entry.ts';
import { catalogueActionNames, datasetStatusNames } from '../../../schemas/catalogue/labels.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { canSeeEntry } from '../reading/access.ts';
import { isTransitionAllowed, transitions, type Transition } from './transitions.ts';

export type TransitionTarget = { readonly dataset: string; readonly version: number; readonly lockVersion: number };
export type CheckedTransition = { readonly entry: CatalogueEntry; readonly open: StoredVersion };
export type TransitionRefusal<Own extends string = never> = Refused<
  'dataset-not-found' | 'version-not-found' | 'transition-not-allowed' | 'changed-meanwhile' | Own
>;

/** Refuses in this order: not visible, another department's, status, concurrent change. */
export function checkTransition(
  entry: CatalogueEntry | null,
  target: TransitionTarget,
  transition: 'edit' | 'submit',
  caller: Caller,
): CheckedTransition | TransitionRefusal<'not-your-department'>;
/** Leaves the right to withdraw to the use case, and own work to `checkReview`. */
export function checkTransition(
  entry: CatalogueEntry | null,
  target: TransitionTarget,
  transition: 'approve' | 'return' | 'publish' | 'withdraw',
  caller: Caller,
): CheckedTransition | TransitionRefusal;
export function checkTransition(
  entry: CatalogueEntry | null,
  target: TransitionTarget,
  transition: Transition,
  caller: Caller,
): CheckedTransition | TransitionRefusal<'not-your-department'> {
  const { dataset, version, lockVersion } = target;
  if (entry === null || !canSeeEntry(caller, entry)) return refused('dataset-not-found', { dataset });
  const open = entry.open?.version === version ? entry.open : undefined;
  const status = findStatus(entry, version);
  if (status === null || (open !== undefined && !isPermitted(caller, 'see-draft', entry.provider)))
    return refused('version-not-found', { dataset, version });
  if (transitions[transition].by === 'maker' && !isPermitted(caller, 'compile-entry', entry.provider))
    return refused('not-your-department');
  if (open === undefined || !isTransitionAllowed(transition, status))
    return transitionRefused(transition, version, status);
  if (entry.lockVersion !== lockVersion) return refused('changed-meanwhile');
  return { entry, open };
}

/** Builds `transition-not-allowed` with the Chinese names of status and action. */
export function transitionRefused(
  transition: Transition,
  version: number,
  status: DatasetStatus,
): Refused<'transition-not-allowed'> {
  return refused('transition-not-allowed', {
    version,
    status: datasetStatusNames[status],
    action: catalogueActionNames[transitions[transition].action],
  });
}

/** Returns `null` if the entry has no such version. */
export function findStatus(entry: CatalogueEntry, version: number): DatasetStatus | null {
  if (entry.open?.version === version) return entry.open.status;
  return entry.closed.find((closed) => closed.version === version)?.status ?? null;
}
