import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { servedRoutes } from '../../infra/deployment/served-routes.ts';
import type { Route } from '../../schemas/kernel/route.ts';
import { routes } from '../../schemas/routes.ts';
import type { invoke } from './invoke.ts';

type Handler = Parameters<typeof invoke>[0];

const Module = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });
const root = join(import.meta.dirname, '..', '..');

/** The file in `functions/` that serves a route. */
function fileOf(route: Route): string {
  const file = globSync(`functions/${route.room}/*.ts`, { cwd: root }).find((path) =>
    servedRoutes(readFileSync(join(root, path), 'utf8'), routes).includes(route),
  );
  if (file === undefined) throw new Error(`No function serves ${route.operation}`);
  return join(root, file);
}

/** The deployed handler of a route, which its event chooses among others. */
export async function handlerOf(route: Route): Promise<Handler> {
  return Module.parse(await import(fileOf(route))).handler;
}
