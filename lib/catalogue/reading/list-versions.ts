import type { listVersionsRoute } from '../../../schemas/catalogue/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { ReadingPorts } from '../ports.ts';
import { canSeeEntry, wasPublished } from './access.ts';
import { toVersionListing } from './to-listing.ts';

type Route = typeof listVersionsRoute;

/** Lists visible versions, newest first. */
export async function listVersions(
  { caller, params: { dataset } }: RouteInput<Route>,
  ports: ReadingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const entry = await ports.entry(dataset);
  if (entry === null || !canSeeEntry(caller, entry)) return refused('dataset-not-found', { dataset });
  const insider = isPermitted(caller, 'see-draft', entry.provider);
  const closed = entry.closed
    .filter((version) => insider || wasPublished(version))
    .map(({ snapshotId: _copy, withdrawal: _withdrawal, ...version }) => version);
  const open = entry.open === undefined || !insider ? [] : [toVersionListing(entry.open)];
  return { items: [...closed, ...open].toSorted((one, other) => other.version - one.version) };
}
