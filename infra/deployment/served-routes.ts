import type { Route } from '../../schemas/kernel/route.ts';

/**
 * Reads from a file of `functions/` which routes it serves: `router(http(readThingRoute, …), …)`.
 * Throws for a route that schemas/ do not declare.
 */
export function servedRoutes(source: string, routes: readonly Route[]): readonly Route[] {
  const byName = new Map(routes.map((route) => [routeName(route), route]));
  return [...source.matchAll(/\bhttp\(\s*(\w+)/g)].map(([, name = '']) => {
    const route = byName.get(name);
    if (route === undefined) throw new Error(`No route ${name} in schemas/`);
    return route;
  });
}

/** Whether the file answers what no route matches. */
export const servesTheRest = (source: string): boolean => /\botherAddresses\(\)/.test(source);

function routeName({ operation }: Route): string {
  return `${operation.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Route`;
}
