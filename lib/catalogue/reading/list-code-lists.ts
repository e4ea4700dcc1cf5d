import type { listCodeListsRoute } from '../../../schemas/catalogue/code-list-routes.ts';
import type { RouteInput, RouteOutput } from '../../../schemas/kernel/route.ts';
import type { CodeListPorts } from '../ports.ts';

type Route = typeof listCodeListsRoute;

/** Sorts by id; codes only where they are asked for. */
export async function listCodeLists({ query }: RouteInput<Route>, ports: CodeListPorts): Promise<RouteOutput<Route>> {
  const lists = [...(await ports.codeLists()).values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return {
    items: lists.map(({ codes, ...list }) => ({
      ...list,
      codeCount: codes.length,
      ...(query.with === 'codes' ? { codes } : {}),
    })),
  };
}
