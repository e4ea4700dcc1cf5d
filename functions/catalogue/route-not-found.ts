import { noRoute } from '../../lib/wiring/route-not-found.ts';

export const handler = noRoute();
