import { z } from 'zod';
import type { Route } from '../../../schemas/kernel/route.ts';

export type NamedFunction = { readonly handler: string; readonly events?: readonly unknown[] | undefined };

/** The only http function without a route. */
const catchAll = 'route-not-found';

const HttpEvent = z.object({
  httpApi: z.union([
    z.literal('*').transform(() => null),
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
  const byFunction = new Map(routes.map((route) => [route.function, route]));
  for (const [name, { handler, events = [] }] of Object.entries(functions)) {
    const room = /^dist\/functions\/([a-z]+)\/([a-z-]+)\.handler$/.exec(handler);
    const text = room === null || room[2] !== name ? undefined : source(`functions/${room[1]}/${name}.ts`);
    if (text === undefined) {
      faults.push(`${name}: ${handler} is not the handler of a file functions/<room>/${name}.ts`);
      continue;
    }
    const httpEvents = events.flatMap((event) => (isHttp(event) ? [HttpEvent.parse(event).httpApi] : []));
    const route = byFunction.get(name);
    if (httpEvents.length === 0 && route !== undefined) faults.push(`${name}: has a route, but no httpApi event`);
    if (httpEvents.length === 0 || name === catchAll) continue;
    if (route === undefined) {
      faults.push(`${name}: has an httpApi event, but no route in schemas/ says who may call it`);
      continue;
    }
    faults.push(...findRouteFaults({ name, room: room?.[1], route, httpEvents, text }));
  }
  return faults;
}

type HttpEventProperties = {
  readonly method: string;
  readonly path: string;
  readonly authorizer?: { readonly name: string } | undefined;
} | null;

type RoutedFunction = {
  readonly name: string;
  readonly room: string | undefined;
  readonly route: Route;
  readonly httpEvents: readonly HttpEventProperties[];
  readonly text: string;
};

function findRouteFaults({ name, room, route, httpEvents, text }: RoutedFunction): readonly string[] {
  const faults: string[] = [];
  const [httpEvent] = httpEvents;
  const routeName = `${route.function.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Route`;
  if (room !== route.room) faults.push(`${name}: stands in functions/${room}, its route in the room ${route.room}`);
  const matches = httpEvent?.method.toUpperCase() === route.method && httpEvent.path === route.path;
  if (httpEvents.length !== 1 || !matches)
    faults.push(`${name}: its one httpApi event must be ${route.method} ${route.path}`);
  const needsAuthorizer = route.callers !== 'anyone';
  if ((httpEvent?.authorizer?.name === 'authorize') !== needsAuthorizer)
    faults.push(
      needsAuthorizer
        ? `${name}: needs the authorizer \`authorize\``
        : `${name}: anyone may call it, so it has no authorizer`,
    );
  if (!new RegExp(`^export const handler = http\\(\\s*${routeName},`, 'm').test(text))
    faults.push(`${name}: its handler must be http(${routeName}, …), which alone checks who may call`);
  return faults;
}

function isHttp(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'httpApi' in event;
}
