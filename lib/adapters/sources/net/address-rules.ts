import { BlockList, isIPv6 } from 'node:net';
import { embeddedAddresses } from './embedded-addresses.ts';

/** Networks that no source stands in, whatever the allow-list says. */
const forbidden = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8], // unspecified: most systems take it for this machine
  ['127.0.0.0', 8], // this machine
  ['169.254.0.0', 16], // link-local, and the metadata of most clouds
  ['100.100.100.200', 32], // metadata of Alibaba Cloud
  ['168.63.129.16', 32], // the platform of Azure
  ['192.0.0.0', 24], // protocols' own, and the metadata of Oracle Cloud
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
] as const)
  forbidden.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['fe80::', 10], // link-local
  ['ff00::', 8], // multicast
  ['fd00:ec2::', 32], // metadata and time of AWS
  ['fd20:ce::254', 128], // metadata of Google Cloud
  ['64:ff9b:1::', 48], // NAT64 of a network's own (RFC 8215): where the IPv4 address stands is that network's secret
] as const)
  forbidden.addSubnet(network, prefix, 'ipv6');

/** The addresses by which an address is judged: those it carries, or itself. */
export function addressesToCheck(address: string): readonly string[] {
  const carried = isIPv6(address) ? embeddedAddresses(address) : [];
  return carried.length > 0 ? carried : [address];
}

/** Whether no source may ever stand there. `::` and `::1` carry 0.0.0.0 and 0.0.0.1. */
export function isForbidden(address: string): boolean {
  return addressesToCheck(address).some((one) => forbidden.check(one, isIPv6(one) ? 'ipv6' : 'ipv4'));
}
