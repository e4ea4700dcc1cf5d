import type { listCodeListsRoute } from '../../../schemas/catalogue/code-list-routes.ts';
import type { RouteInput, RouteOutput } from '../../../schemas/kernel/route.ts';
import type { CodeListPorts } from '../ports.ts';

type Route = typeof listCodeListsRoute;

/** Sorts by id and omits the codes. */
export async function listCodeLists(_input: RouteInput<Route>, ports: CodeListPorts): Promise<RouteOutput<Route>> {
  const lists = [...(await ports.codeLists()).values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return { items: lists.map(({ codes, ...list }) => ({ ...list, codeCount: codes.length })) };
}
