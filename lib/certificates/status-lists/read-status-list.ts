import type { readStatusListRoute } from '../../../schemas/certificates/key-routes.ts';
import { statusListBits } from '../../../schemas/certificates/status-list-values.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isCurrent } from './is-current.ts';
import { paddedSize } from './padded-size.ts';
import type { StatusListPorts } from './ports.ts';
import { statusBytes } from './status-bytes.ts';

const validSeconds = 24 * 60 * 60;

/** Returns the signed list of a type and year, from the cache while current. Refused when no list exists. */
export async function readStatusList(
  { params: { type, year } }: Pick<RouteInput<typeof readStatusListRoute>, 'params'>,
  ports: StatusListPorts,
) {
  // Read before the entries: a change in between must make the copy stale.
  const [state, cached] = await Promise.all([ports.lists.state(type, year), ports.cached.read(type, year)]);
  if (state === null) return refused('status-list-not-found', { type, year });
  const now = ports.now();
  if (cached !== null && isCurrent(cached, state, now, ports.ttl)) return { file: encodeUtf8(cached.token) };

  const capacity = paddedSize(state.size);
  const lst = ports.compress(await statusBytes(ports.lists.entries(type, year), capacity, statusListBits));
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
    capacity,
    madeAt: now,
    indexCaughtUp: cached?.changes === state.changes,
    token,
  });
  return { file: encodeUtf8(token) };
}

function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
