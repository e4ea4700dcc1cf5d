import type { readCodeListRoute } from '../../../schemas/catalogue/code-list-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import type { CodeListPorts } from '../ports.ts';

type Route = typeof readCodeListRoute;

/** Refuses `code-list-not-found`; loads every code list to find one. */
export async function readCodeList(
  { params }: RouteInput<Route>,
  ports: CodeListPorts,
): Promise<RouteOutput<Route> | RouteRefusal<Route>> {
  return (
    (await ports.codeLists()).get(params.codeList) ?? refused('code-list-not-found', { codeList: params.codeList })
  );
}
