import type { readStatusListRoute } from '../../../schemas/certificates/key-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { ReadStatusListPorts } from './ports.ts';

/** Returns the signed list of a type and year. Refused when no list exists, or none has been published yet. */
export async function readStatusList(
  { params: { type, year } }: Pick<RouteInput<typeof readStatusListRoute>, 'params'>,
  { lists, published }: ReadStatusListPorts,
) {
  const token = await published.read(type, year);
  if (token !== null) return { file: new TextEncoder().encode(token) };
  const state = await lists.state(type, year);
  return refused(state === null ? 'status-list-not-found' : 'status-list-not-ready', { type, year });
}
