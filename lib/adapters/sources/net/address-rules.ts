import { BlockList, isIPv6 } from 'node:net';
import { embeddedAddresses } from './embedded-addresses.ts';

/** No source may be in these networks, whatever the allow-list says. */
const forbidden = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8], // unspecified; most systems connect to themselves
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, and most clouds' metadata
  ['100.100.100.200', 32], // metadata of Alibaba Cloud
  ['168.63.129.16', 32], // Azure platform
  ['192.0.0.0', 24], // IETF protocols, and metadata of Oracle Cloud
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
] as const)
  forbidden.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['fe80::', 10], // link-local
  ['ff00::', 8], // multicast
  ['fd00:ec2::', 32], // metadata and time of AWS
  ['fd20:ce::254', 128], // metadata of Google Cloud
  ['64:ff9b:1::', 48], // local NAT64 (RFC 8215): the IPv4 address's position is unknown
] as const)
  forbidden.addSubnet(network, prefix, 'ipv6');

/** Answers embedded IPv4 addresses, or the address itself. */
export function addressesToCheck(address: string): readonly string[] {
  const embedded = isIPv6(address) ? embeddedAddresses(address) : [];
  return embedded.length > 0 ? embedded : [address];
}

/** `::` and `::1` embed 0.0.0.0 and 0.0.0.1. */
export function isForbidden(address: string): boolean {
  return addressesToCheck(address).some((one) => forbidden.check(one, isIPv6(one) ? 'ipv6' : 'ipv4'));
}
