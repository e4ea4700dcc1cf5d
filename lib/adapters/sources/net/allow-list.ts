import { BlockList, isIP, isIPv6 } from 'node:net';
import { Failure } from '../../../kernel/failure.ts';
import { isForbidden, addressesToCheck } from './address-rules.ts';
import { hostName } from './host-name.ts';

type NameEntry = { readonly name: string; readonly below: boolean; readonly port: number | null };
type AddressEntry = { readonly block: BlockList; readonly port: number | null };

/** `loopbacks` hold `address port`. */
export type AllowList = {
  readonly names: readonly NameEntry[];
  readonly addresses: readonly AddressEntry[];
  readonly loopbacks: ReadonlySet<string>;
};

export type Target = { readonly name: string | null; readonly address: string; readonly port: number };

/**
 * Parses a comma-separated setting; names and addresses may have a port, and a department for which alone they are
 * listed. An empty setting allows nothing.
 *
 *     10.0.0.0/8, 2001:db8::/32, 192.168.1.5:8443, [2001:db8::1]:443, *.example.gov.cn:8080, police=10.8.0.0/16
 *
 * Answers the list of a department. Throws `source-addresses-unreadable`.
 */
export function parseAllowLists(text: string): (department: string) => AllowList {
  const entries = text.split(',').map((entry) => splitDepartment(entry.trim()));
  entries.forEach(({ address }, index) => {
    if (address !== '' && !addEntry(address, emptyList()))
      throw new Failure('source-addresses-unreadable', { entry: index + 1 });
  });
  const lists = new Map<string, AllowList>();
  return (department) => {
    const known = lists.get(department);
    if (known !== undefined) return known;
    const list = emptyList();
    for (const { address, only } of entries)
      if (address !== '' && (only === null || only === department)) addEntry(address, list);
    lists.set(department, list);
    return list;
  };
}

/** No address has an equals sign. */
function splitDepartment(entry: string): { readonly only: string | null; readonly address: string } {
  const [, only = null, address = entry] = /^([a-z0-9-]+)\s*=\s*(.+)$/.exec(entry) ?? [];
  return { only, address };
}

function emptyList(): MutableList {
  return { names: [], addresses: [], loopbacks: new Set() };
}

/** True when nothing is allowed. */
export function isEmpty(list: AllowList): boolean {
  return list.names.length + list.addresses.length + list.loopbacks.size === 0;
}

/** Loopback must be listed literally with its port. */
export function isListedLoopback(list: AllowList, { address, port }: Target): boolean {
  return list.loopbacks.has(`${address} ${port}`);
}

/** `*.example.cn` excludes `example.cn`. All embedded addresses must be listed. */
export function isListed(list: AllowList, { name, address, port }: Target): boolean {
  const matchesPort = (entry: { readonly port: number | null }) => entry.port === null || entry.port === port;
  if (
    name !== null &&
    list.names.some(
      (entry) => matchesPort(entry) && (entry.below ? name.endsWith(`.${entry.name}`) : name === entry.name),
    )
  )
    return true;
  return addressesToCheck(address).every((one) =>
    list.addresses.some((entry) => matchesPort(entry) && entry.block.check(one, isIPv6(one) ? 'ipv6' : 'ipv4')),
  );
}

type MutableList = { names: NameEntry[]; addresses: AddressEntry[]; loopbacks: Set<string> };

/** Answers false for an unreadable entry. */
function addEntry(entry: string, list: MutableList): boolean {
  const network = /^([\da-fA-F.:]+)\/(\d{1,3})$/.exec(entry);
  if (network !== null) return addNetwork(network[1] ?? '', Number(network[2]), list);
  const { host, port } = splitHostAndPort(entry);
  if (port !== null && (port < 1 || port > 65_535)) return false;
  return isIP(host) === 0 ? addName(host, port, list) : addAddress(host, port, list);
}

function addNetwork(address: string, prefix: number, list: MutableList): boolean {
  const family = isIP(address);
  if (family === 0 || prefix > (family === 6 ? 128 : 32)) return false;
  const block = new BlockList();
  block.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4');
  list.addresses.push({ block, port: null });
  return true;
}

function addAddress(host: string, port: number | null, list: MutableList): boolean {
  const address = hostName(host);
  if (address === null) return false;
  const block = new BlockList();
  if (isLoopback(address) && port !== null) list.loopbacks.add(`${address} ${port}`);
  for (const one of addressesToCheck(address)) block.addAddress(one, isIPv6(one) ? 'ipv6' : 'ipv4');
  list.addresses.push({ block, port });
  return true;
}

const namePattern = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

function addName(host: string, port: number | null, list: MutableList): boolean {
  const below = host.startsWith('*.');
  const name = hostName(below ? host.slice(2) : host);
  if (name === null || isIP(name) !== 0 || !namePattern.test(name)) return false;
  list.names.push({ name, below, port });
  return true;
}

/** An IPv6 address without brackets has no port. */
function splitHostAndPort(entry: string): { readonly host: string; readonly port: number | null } {
  if (isIPv6(entry)) return { host: entry, port: null };
  const [, bracketed, plain = '', port] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const six = bracketed !== undefined && isIPv6(bracketed) ? bracketed : '';
  return { host: bracketed === undefined ? plain : six, port: port === undefined ? null : Number(port) };
}

function isLoopback(address: string): boolean {
  return address === '::1' || (isForbidden(address) && address.startsWith('127.'));
}
