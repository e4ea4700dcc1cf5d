import type { compareVersionsRoute } from '../../../schemas/catalogue/routes.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import type { JudgingPorts } from '../ports.ts';
import { canSeeEntry } from '../reading/access.ts';
import { readVisibleVersion } from '../reading/read-version.ts';
import { compareVersions } from './compare-versions.ts';

type Route = typeof compareVersionsRoute;

/** Says whether data and templates of the earlier version still fit. */
export async function compareDataset(
  { caller, params: { dataset }, query: { from, to } }: RouteInput<Route>,
  ports: JudgingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const entry = await ports.entry(dataset);
  if (entry === null || !canSeeEntry(caller, entry)) return refused('dataset-not-found', { dataset });
  const [before, after, codeLists] = await Promise.all([
    readVisibleVersion(entry, from, caller, ports),
    readVisibleVersion(entry, to, caller, ports),
    ports.codeLists(),
  ]);
  if (isRefused(before)) return before;
  if (isRefused(after)) return after;
  const { compatibility, differences } = compareVersions(before.content, after.content, codeLists);
  return { dataset, from, to, compatibility, differences: [...differences] };
}
