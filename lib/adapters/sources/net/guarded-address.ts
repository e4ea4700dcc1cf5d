import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { SourceFault } from '../../../kernel/source-fault.ts';
import { isForbidden, addressesToCheck } from './address-rules.ts';
import { type AllowList, isEmpty, isListed, isListedLoopback } from './allow-list.ts';
import { hostName } from './host-name.ts';

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly { readonly address: string }[]>;

/** What is to be connected to: this address and no other, for it is the one that was judged. */
export type GuardedAddress = { readonly address: string; readonly family: 4 | 6 };

const lookUpAll: Resolve = async (name) => await lookup(name, { all: true });

/**
 * The address at which a host may be connected to. The name is resolved once, here: who resolved it again to connect might be given another
 * address than the one that was judged. Every address of the name must be permitted, for which of them is used is not the platform's choice alone.
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
  const targets = (name === null ? [host] : await addressesOf(name, resolve)).map((address) => ({
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
  return connectable(first.address);
}

async function addressesOf(name: string, resolve: Resolve): Promise<readonly string[]> {
  const found = await resolve(name).catch((cause: unknown) => {
    throw new SourceFault('name-not-found', {}, { cause });
  });
  return found.map(({ address }) => {
    const plain = isIP(address) === 0 ? null : hostName(address);
    if (plain === null) throw new SourceFault('address-forbidden'); // a zone id, or no address at all
    return plain;
  });
}

/** A mapped address is the IPv4 address that it carries; others that carry one go by their own way. */
function connectable(address: string): GuardedAddress {
  const [carried = address] = address.startsWith('::ffff:') ? addressesToCheck(address) : [];
  return { address: carried, family: isIP(carried) === 6 ? 6 : 4 };
}
