import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { SourceFault } from '../../../kernel/source-fault.ts';
import { isForbidden, addressesToCheck } from './address-rules.ts';
import { type AllowList, isEmpty, isListed, isListedLoopback } from './allow-list.ts';
import { hostName } from './host-name.ts';

export type Resolve = (name: string) => Promise<readonly { readonly address: string }[]>;

export type GuardedAddress = { readonly address: string; readonly family: 4 | 6 };

const lookUpAll: Resolve = async (name) => await lookup(name, { all: true });

/**
 * Resolves a host, all of whose addresses must be allowed. Connect without resolving again: DNS rebinding.
 * Throws `address-forbidden`, `address-not-listed` or `name-not-found`.
 */
export async function guardedAddress(
  target: { readonly host: string; readonly port: number },
  allowList: AllowList,
  resolve: Resolve = lookUpAll,
): Promise<GuardedAddress> {
  const host = hostName(target.host);
  if (host === null) throw new SourceFault(target.host.includes('%') ? 'address-forbidden' : 'name-not-found');
  const name = isIP(host) === 0 ? host : null;
  if (name !== null && isEmpty(allowList)) throw new SourceFault('address-not-listed');
  const targets = (name === null ? [host] : await resolveAll(name, resolve)).map((address) => ({
    name,
    address,
    port: target.port,
  }));
  if (targets.some((one) => isForbidden(one.address) && !isListedLoopback(allowList, one)))
    throw new SourceFault('address-forbidden');
  if (targets.some((one) => !isListedLoopback(allowList, one) && !isListed(allowList, one)))
    throw new SourceFault('address-not-listed');
  const [first] = targets;
  if (first === undefined) throw new SourceFault('name-not-found');
  return toGuardedAddress(first.address);
}

async function resolveAll(name: string, resolve: Resolve): Promise<readonly string[]> {
  const found = await resolve(name).catch((cause: unknown) => {
    throw new SourceFault('name-not-found', {}, { cause });
  });
  return found.map(({ address }) => {
    const plain = isIP(address) === 0 ? null : hostName(address);
    // A zone id, or no address at all.
    if (plain === null) throw new SourceFault('address-forbidden');
    return plain;
  });
}

/** Other embeddings are routed as IPv6. */
function toGuardedAddress(address: string): GuardedAddress {
  const [plain = address] = address.startsWith('::ffff:') ? addressesToCheck(address) : [];
  return { address: plain, family: isIP(plain) === 6 ? 6 : 4 };
}
