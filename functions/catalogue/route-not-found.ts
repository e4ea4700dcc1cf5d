import { routeNotFound } from '../../lib/wiring/route-not-found.ts';

export const handler = routeNotFound();
