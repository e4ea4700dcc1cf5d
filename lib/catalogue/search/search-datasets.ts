import type { searchDatasetsRoute } from '../../../schemas/catalogue/routes.ts';
import type { RouteInput, RouteOutput } from '../../../schemas/kernel/route.ts';
import type { SearchPorts } from '../ports.ts';
import { rank } from './rank.ts';

type Route = typeof searchDatasetsRoute;

/** Searches published entries, best match first. */
export async function searchDatasets({ query }: RouteInput<Route>, ports: SearchPorts): Promise<RouteOutput<Route>> {
  const index = await ports.index();
  const hits = rank(
    query.q,
    query.department === undefined ? index : index.filter(({ listing }) => listing.provider === query.department),
  );
  return { total: hits.length, items: hits.slice(0, query.limit).map(({ open: _open, ...hit }) => hit) };
}
