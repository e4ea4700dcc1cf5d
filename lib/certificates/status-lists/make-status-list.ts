import { statusListBits } from '../../../schemas/certificates/status-list-values.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { paddedSize } from './padded-size.ts';
import type { MakeStatusListPorts } from './ports.ts';
import { statusBytes } from './status-bytes.ts';

/** Seconds that a signature is valid; it is renewed at half of that. */
const validSeconds = 24 * 60 * 60;
/** The index of changed certificates may lag behind by so many seconds. */
const indexLagSeconds = 10;

/**
 * Signs and publishes the list of a type and year if it is due. It is due again when it changes, when the index has
 * caught up with its last change, and before its signature expires.
 */
export async function makeStatusList(type: string, year: number, ports: MakeStatusListPorts): Promise<void> {
  // Read before the entries: a change in between makes the list due again.
  const seen = await ports.lists.state(type, year);
  const now = ports.now();
  if (seen === null || seen.dueAt > now) return;
  const lst = ports.compress(await statusBytes(ports.lists.entries(type, year), paddedSize(seen.size), statusListBits));
  const iat = Math.floor(Date.parse(now) / 1000);
  const token = await ports.sign({
    sub: ports.address(type, year),
    iat,
    exp: iat + validSeconds,
    ttl: ports.ttl,
    status_list: { bits: statusListBits, lst },
  });
  await ports.published.write(type, year, token);
  const caughtUpAt = secondsAfter(seen.changedAt, indexLagSeconds);
  await ports.lists.made(type, year, seen, caughtUpAt > now ? caughtUpAt : secondsAfter(now, validSeconds / 2));
}
