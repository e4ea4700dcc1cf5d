import { DatasetId } from '../../../schemas/catalogue/dataset-version.ts';
import type { listDatasetsRoute } from '../../../schemas/catalogue/routes.ts';
import type { DatasetListing } from '../../../schemas/catalogue/views.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import type { ListingPorts } from '../ports.ts';
import { visibleListing } from './access.ts';

type Route = typeof listDatasetsRoute;

/** Invisible entries are filtered after the read. */
const pageSize = 200;

/** Lists withdrawn entries only if the filter asks for them. */
export async function listDatasets(
  { caller, query }: RouteInput<Route>,
  ports: ListingPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  const scope = JSON.stringify(['datasets', query.department ?? '', query.status ?? '']);
  const start = query.cursor === undefined ? undefined : readCursor(scope, DatasetId, query.cursor);
  if (start === null) return refused('cursor-not-valid');
  const wanted = (listing: DatasetListing) =>
    query.status === undefined
      ? listing.status !== 'withdrawn'
      : listing.status === query.status || listing.open?.status === query.status;
  const items: DatasetListing[] = [];
  for (let after = start, more = true; more;) {
    const read = await ports.listings({ provider: query.department, after, limit: pageSize });
    for (const listing of read) {
      const visible = visibleListing(caller, listing);
      if (visible === null || !wanted(visible)) continue;
      const last = items.at(-1);
      if (last !== undefined && items.length === query.limit) return { items, next: writeCursor(scope, last.dataset) };
      items.push(visible);
    }
    after = read.at(-1)?.dataset;
    more = read.length === pageSize;
  }
  return { items };
}
