import type { DatasetStatus } from '../../schemas/catalogue/dataset-version.ts';
import type { CatalogueEntry, StoredVersion } from '../../schemas/catalogue/entry.ts';
import { catalogueActionNames, datasetStatusNames } from '../../schemas/catalogue/labels.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { refused, type Refused } from '../../schemas/kernel/refusal.ts';
import { isInsider, isMaker, maySee } from './access.ts';
import { madeBy } from './history.ts';
import { isPossible, steps, type Step } from './transitions.ts';

export type Target = { readonly dataset: string; readonly version: number; readonly lockVersion: number };
export type Taken = { readonly entry: CatalogueEntry; readonly open: StoredVersion };
type StepRefusal<Own extends string = never> = Refused<
  'dataset-not-found' | 'version-not-found' | 'step-not-possible' | 'changed-meanwhile' | Own
>;

/**
 * The open version, if this caller may take this step on it now; else why not: it isn't there for them, it isn't theirs,
 * its status doesn't allow it, somebody changed it since they looked, or it is their own work that they would check.
 */
export function stepOn(
  entry: CatalogueEntry | null,
  target: Target,
  step: 'edit' | 'submit',
  caller: Caller,
): Taken | StepRefusal<'not-your-department'>;
export function stepOn(
  entry: CatalogueEntry | null,
  target: Target,
  step: 'approve' | 'return' | 'publish',
  caller: Caller,
): Taken | StepRefusal<'own-work'>;
export function stepOn(
  entry: CatalogueEntry | null,
  target: Target,
  step: 'withdraw',
  caller: Caller,
): Taken | StepRefusal;
export function stepOn(
  entry: CatalogueEntry | null,
  target: Target,
  step: Step,
  caller: Caller,
): Taken | StepRefusal<'not-your-department' | 'own-work'> {
  const { dataset, version, lockVersion } = target;
  if (entry === null || !maySee(caller, entry)) return refused('dataset-not-found', { dataset });
  const status = statusOf(entry, version);
  if (status === null || (entry.open?.version === version && !isInsider(caller, entry.provider)))
    return refused('version-not-found', { dataset, version });
  if (steps[step].by === 'maker' && !isMaker(caller, entry.provider)) return refused('not-your-department');
  const open = entry.open?.version === version ? entry.open : undefined;
  if (open === undefined || !isPossible(step, status)) return notPossible(step, version, status);
  if (entry.lockVersion !== lockVersion) return refused('changed-meanwhile');
  if (steps[step].by === 'checker' && madeBy(open.history, caller.subject))
    return refused('own-work', { action: catalogueActionNames[steps[step].action] });
  return { entry, open };
}

export function notPossible(step: Step, version: number, status: DatasetStatus): Refused<'step-not-possible'> {
  return refused('step-not-possible', {
    version,
    status: datasetStatusNames[status],
    action: catalogueActionNames[steps[step].action],
  });
}

/** The status of any version of an entry; `null` if there is no such version. */
export function statusOf(entry: CatalogueEntry, version: number): DatasetStatus | null {
  if (entry.open?.version === version) return entry.open.status;
  return entry.closed.find((closed) => closed.version === version)?.status ?? null;
}
