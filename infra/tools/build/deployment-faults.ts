import { z } from 'zod';
import type { Route } from '../../../schemas/kernel/route.ts';
import { servedRoutes, servesTheRest } from '../../deployment/served-routes.ts';

export type NamedFunction = { readonly handler: string; readonly events?: readonly unknown[] | undefined };

const HttpEvent = z.object({
  httpApi: z.union([
    z.literal('*'),
    z.object({ method: z.string(), path: z.string(), authorizer: z.object({ name: z.string() }).optional() }),
  ]),
});

/**
 * Finds functions that differ from their routes. The authorizer admits every signed-in caller; only `http(route, …)`
 * checks who may call. `source` is undefined without a file.
 */
export function deploymentFaults(
  functions: Readonly<Record<string, NamedFunction>>,
  routes: readonly Route[],
  source: (path: string) => string | undefined,
): readonly string[] {
  const faults: string[] = [];
  const served = new Map<Route, string[]>(routes.map((route) => [route, []]));
  for (const [name, { handler, events = [] }] of Object.entries(functions)) {
    const [, room = '', file] = /^dist\/functions\/([a-z]+)\/([a-z-]+)\.handler$/.exec(handler) ?? [];
    const text = file === name ? source(`functions/${room}/${name}.ts`) : undefined;
    if (text === undefined) {
      faults.push(`${name}: ${handler} is not the handler of a file functions/<room>/${name}.ts`);
      continue;
    }
    const own = servedRoutes(text, routes);
    for (const route of own) served.get(route)?.push(name);
    faults.push(...findFunctionFaults({ name, room, text, own, httpEvents: events.filter(isHttp) }));
  }
  for (const [{ operation }, names] of served)
    if (names.length !== 1)
      faults.push(`${operation}: one function must serve it, not ${names.length === 0 ? 'none' : names.join(', ')}`);
  return faults;
}

type FoundFunction = {
  readonly name: string;
  readonly room: string;
  readonly text: string;
  readonly own: readonly Route[];
  readonly httpEvents: readonly unknown[];
};

function findFunctionFaults({ name, room, text, own, httpEvents }: FoundFunction): readonly string[] {
  const faults = own
    .filter((route) => route.room !== room)
    .map((route) => `${name}: stands in functions/${room}, its route ${route.operation} in the room ${route.room}`);
  if ((own.length > 0 || httpEvents.length > 0) && !isRouter(text))
    faults.push(`${name}: its handler must be router(http(aRoute, …), …): http alone checks who may call`);
  return [...faults, ...compareEvents(name, httpEvents.map(describeEvent), expectedEvents(text, own))];
}

function compareEvents(name: string, found: readonly string[], expected: readonly string[]): readonly string[] {
  return [
    ...expected.filter((event) => !found.includes(event)).map((event) => `${name}: has no httpApi event ${event}`),
    ...found
      .filter((event, index) => !expected.includes(event) || found.indexOf(event) !== index)
      .map((event) => `${name}: has an httpApi event ${event} beside its routes`),
  ];
}

function expectedEvents(text: string, routes: readonly Route[]): readonly string[] {
  const explicit = routes.map(
    ({ method, path, callers }) => `${method} ${path} with ${callers === 'anyone' ? 'no authorizer' : 'authorize'}`,
  );
  return servesTheRest(text) ? [...explicit, '*'] : explicit;
}

function describeEvent(event: unknown): string {
  const { httpApi } = HttpEvent.parse(event);
  if (httpApi === '*') return httpApi;
  return `${httpApi.method.toUpperCase()} ${httpApi.path} with ${httpApi.authorizer?.name ?? 'no authorizer'}`;
}

/** Whether the only export is a router whose every argument is `http(…)` or `otherAddresses()`. */
function isRouter(text: string): boolean {
  const body = /^export const handler = router\(([\s\S]*?)\);$/m.exec(text)?.[1];
  const exports = [...text.matchAll(/^export /gm)];
  return (
    body !== undefined && exports.length === 1 && /^\s*(?:(?:http\([^()]*\)|otherAddresses\(\))(?:,\s*)?)+$/.test(body)
  );
}

function isHttp(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'httpApi' in event;
}
