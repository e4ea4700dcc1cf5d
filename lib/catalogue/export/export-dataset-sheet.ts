import type { exportDatasetSheetRoute } from '../../../schemas/catalogue/routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import type { SheetPorts } from '../ports.ts';
import { exportVisibleVersion } from './export-dataset.ts';

type Route = typeof exportDatasetSheetRoute;

/** Refuses `version-not-found` for invisible versions too. */
export async function exportDatasetSheet(
  { caller, params }: RouteInput<Route>,
  ports: SheetPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const entry = await exportVisibleVersion(params, caller, ports);
  if (isRefused(entry)) return entry;
  return {
    file: await ports.writeSheet(entry),
    name: `${entry.content.metadata.name}（目录第 ${entry.version} 版）.xlsx`,
  };
}
