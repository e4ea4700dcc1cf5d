import { noRoute } from '../../lib/wiring/no-route.ts';

export const handler = noRoute();
