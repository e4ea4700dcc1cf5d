import type { readStatusListRoute } from '../../../schemas/certificates/key-routes.ts';
import { statusListBits } from '../../../schemas/certificates/status-list-values.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isCurrent } from './is-current.ts';
import { paddedPlaces } from './padded-places.ts';
import type { StatusListPorts } from './ports.ts';
import { statusBytes } from './status-bytes.ts';

/** Seconds after which a list proves nothing any more, for those who work without a network. */
const validSeconds = 24 * 60 * 60;

/** The signed status list of a type and year: the kept one while it is current, else one that is made anew and kept. */
export async function readStatusList(
  { params: { type, year } }: Pick<RouteInput<typeof readStatusListRoute>, 'params'>,
  ports: StatusListPorts,
) {
  // Before the places: a change that comes meanwhile makes the list old, never an old list new.
  const [state, cached] = await Promise.all([ports.lists.state(type, year), ports.cached.read(type, year)]);
  if (state === null) return refused('status-list-not-found', { type, year });
  const now = ports.now();
  if (cached !== null && isCurrent(cached, state, now, ports.ttl)) return { file: bytesOf(cached.token) };

  const places = paddedPlaces(state.size);
  const lst = ports.packed(await statusBytes(ports.lists.entries(type, year), places, statusListBits));
  const iat = Math.floor(Date.parse(now) / 1000);
  const token = await ports.sign({
    sub: ports.address(type, year),
    iat,
    exp: iat + validSeconds,
    ttl: ports.ttl,
    status_list: { bits: statusListBits, lst },
  });
  await ports.cached.write(type, year, {
    changes: state.changes,
    places,
    madeAt: now,
    indexCaughtUp: cached?.changes === state.changes,
    token,
  });
  return { file: bytesOf(token) };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
