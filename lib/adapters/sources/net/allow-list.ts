import { BlockList, isIP, isIPv6 } from 'node:net';
import { Failure } from '../../../kernel/failure.ts';
import { isForbidden, addressesToCheck } from './address-rules.ts';
import { hostName } from './host-name.ts';

type NameEntry = { readonly name: string; readonly below: boolean; readonly port: number | null };
type AddressEntry = { readonly block: BlockList; readonly port: number | null };

/** Where sources may stand. `loopbacks` are addresses of this very machine with their port, as `address port`. */
export type AllowList = {
  readonly names: readonly NameEntry[];
  readonly addresses: readonly AddressEntry[];
  readonly loopbacks: ReadonlySet<string>;
};

/** A target as it is asked for: its host's name, `null` where that is an address itself. */
export type Target = { readonly name: string | null; readonly address: string; readonly port: number };

/**
 * Reads the setting: entries with commas between them, any of them with a port where it isn't a network. Nothing written permits nothing.
 *
 *   10.0.0.0/8, 2001:db8::/32, 192.168.1.5, 192.168.1.5:8443, [2001:db8::1]:443, data.example.gov.cn, *.example.gov.cn:8080
 *
 * Throws `source-addresses-unreadable` with the place of an entry that can't be read: half a list would be a silent no.
 */
export function parseAllowList(text: string): AllowList {
  const list = { names: Array<NameEntry>(), addresses: Array<AddressEntry>(), loopbacks: new Set<string>() };
  for (const [index, entry] of text.split(',').entries()) {
    const written = entry.trim();
    if (written !== '' && !take(written, list)) throw new Failure('source-addresses-unreadable', { entry: index + 1 });
  }
  return list;
}

export function isEmpty(list: AllowList): boolean {
  return list.names.length + list.addresses.length + list.loopbacks.size === 0;
}

/** The one way to this machine: its literal address with its port, in the list as in the target. */
export function isListedLoopback(list: AllowList, { address, port }: Target): boolean {
  return list.loopbacks.has(`${address} ${port}`);
}

/** `*.example.cn` are all names below `example.cn`, not the name itself. An address counts by every address that it carries. */
export function isListed(list: AllowList, { name, address, port }: Target): boolean {
  const here = (entry: { readonly port: number | null }) => entry.port === null || entry.port === port;
  if (
    name !== null &&
    list.names.some((entry) => here(entry) && (entry.below ? name.endsWith(`.${entry.name}`) : name === entry.name))
  )
    return true;
  return addressesToCheck(address).every((one) =>
    list.addresses.some((entry) => here(entry) && entry.block.check(one, isIPv6(one) ? 'ipv6' : 'ipv4')),
  );
}

function take(
  written: string,
  list: { names: NameEntry[]; addresses: AddressEntry[]; loopbacks: Set<string> },
): boolean {
  const block = new BlockList();
  const network = /^([\da-fA-F.:]+)\/(\d{1,3})$/.exec(written);
  if (network !== null) {
    const [, address = '', prefix = ''] = network;
    const family = isIP(address);
    if (family === 0 || Number(prefix) > (family === 6 ? 128 : 32)) return false;
    block.addSubnet(address, Number(prefix), family === 6 ? 'ipv6' : 'ipv4');
    list.addresses.push({ block, port: null });
    return true;
  }
  const { host, port } = parted(written);
  if (port !== null && (port < 1 || port > 65_535)) return false;
  if (isIP(host) !== 0) {
    const address = hostName(host);
    if (address === null) return false;
    if (isLoopback(address) && port !== null) list.loopbacks.add(`${address} ${port}`);
    for (const one of addressesToCheck(address)) block.addAddress(one, isIPv6(one) ? 'ipv6' : 'ipv4');
    list.addresses.push({ block, port });
    return true;
  }
  const below = host.startsWith('*.');
  const name = hostName(below ? host.slice(2) : host);
  if (
    name === null ||
    isIP(name) !== 0 ||
    !/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/.test(name)
  )
    return false;
  list.names.push({ name, below, port });
  return true;
}

/** Host and port of `[2001:db8::1]:443`, `192.168.1.5:8443`, `data.example.gov.cn`; an IPv6 address without brackets has no port. */
function parted(written: string): { readonly host: string; readonly port: number | null } {
  if (isIPv6(written)) return { host: written, port: null };
  const [, bracketed, plain = '', port] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(written) ?? [];
  return {
    host: bracketed === undefined ? plain : isIPv6(bracketed) ? bracketed : '',
    port: port === undefined ? null : Number(port),
  };
}

function isLoopback(address: string): boolean {
  return address === '::1' || (isForbidden(address) && address.startsWith('127.'));
}
