import type { exportDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import type { DatasetExport } from '../../../schemas/catalogue/views.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import type { JudgingPorts } from '../ports.ts';
import { findVisibleVersion, type VersionReference } from '../reading/read-version.ts';
import { buildExport } from './build-export.ts';

type Route = typeof exportDatasetRoute;

/** Exports a visible version in the ministry's form. */
export async function exportDataset(
  { caller, params }: RouteInput<Route>,
  ports: JudgingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  return await exportVisibleVersion(params, caller, ports);
}

/** Serves JSON and sheet alike; refuses as `findVisibleVersion` does. */
export async function exportVisibleVersion(
  reference: VersionReference,
  caller: Caller,
  ports: JudgingPorts,
): Promise<DatasetExport | Refused<'dataset-not-found' | 'version-not-found'>> {
  const version = await findVisibleVersion(reference, caller, ports);
  if (isRefused(version)) return version;
  const [department, codeLists] = await Promise.all([
    ports.department(version.content.metadata.provider),
    ports.codeLists(),
  ]);
  return buildExport(version, department, codeLists);
}
