import type { CatalogueEntry } from '../../../schemas/catalogue/entry.ts';
import type { readVersionRoute } from '../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../schemas/catalogue/views.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { validateEntry } from '../content/validate-entry.ts';
import type { JudgingPorts } from '../ports.ts';
import { canSeeEntry, wasPublished } from './access.ts';
import { toClosedView, toOpenView } from './to-view.ts';

type Route = typeof readVersionRoute;

/** Refuses `dataset-not-found`, and `version-not-found` for drafts of other departments too. */
export async function readVersion(
  { caller, params }: RouteInput<Route>,
  ports: JudgingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  return await findVisibleVersion(params, caller, ports);
}

export type VersionReference = { readonly dataset: string; readonly version: number };

/** Refuses `dataset-not-found` also for a never published entry if the caller lacks `see-draft`. */
export async function findVisibleVersion(
  { dataset, version }: VersionReference,
  caller: Caller,
  ports: JudgingPorts,
): Promise<DatasetVersionView | Refused<'dataset-not-found' | 'version-not-found'>> {
  const entry = await ports.entry(dataset);
  if (entry === null || !canSeeEntry(caller, entry)) return refused('dataset-not-found', { dataset });
  return await readVisibleVersion(entry, version, caller, ports);
}

/** Refuses `version-not-found` for drafts of other departments too. */
export async function readVisibleVersion(
  entry: CatalogueEntry,
  version: number,
  caller: Caller,
  ports: JudgingPorts,
): Promise<DatasetVersionView | Refused<'version-not-found'>> {
  const insider = isPermitted(caller, 'see-draft', entry.provider);
  const { open } = entry;
  if (open?.version === version && insider)
    return toOpenView(entry, open, await validateEntry(open.content, entry.code, ports));
  const closed = entry.closed.find((each) => each.version === version && (insider || wasPublished(each)));
  if (closed === undefined) return refused('version-not-found', { dataset: entry.dataset, version });
  return toClosedView(entry, closed, await ports.version(entry.dataset, version, closed.snapshotId), caller);
}
