import type { readDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import type { JudgingPorts } from '../ports.ts';
import { canSeeEntry } from './access.ts';
import { readVisibleVersion } from './read-version.ts';

type Route = typeof readDatasetRoute;

/** Reads the version in force; before it the open one, after the withdrawal the last one. */
export async function readDataset(
  { caller, params: { dataset } }: RouteInput<Route>,
  ports: JudgingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const entry = await ports.entry(dataset);
  if (entry === null || !canSeeEntry(caller, entry)) return refused('dataset-not-found', { dataset });
  const view = await readVisibleVersion(entry, entry.listing.version, caller, ports);
  return isRefused(view) ? refused('dataset-not-found', { dataset }) : view;
}
