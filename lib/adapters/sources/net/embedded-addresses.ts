/**
 * The IPv4 addresses that an IPv6 address carries, for it reaches where they do: mapped and compatible (RFC 4291 §2.5.5), translated (RFC 7915),
 * NAT64 (RFC 6052), 6to4 (RFC 3056), and Teredo (RFC 4380), which carries two, server and client. None for any other address.
 *
 *   ::ffff:7f00:1   →   127.0.0.1      64:ff9b::7f00:1   →   127.0.0.1      2002:7f00:1::   →   127.0.0.1
 */
export function embeddedAddresses(address: string): readonly string[] {
  const [g0 = 0, g1 = 0, g2 = 0, g3 = 0, g4 = 0, g5 = 0, g6 = 0, g7 = 0] = groupsOf(address);
  const last = dotted(g6, g7);
  const startsWithZeros = (g0 | g1 | g2 | g3) === 0;
  if (startsWithZeros && g4 === 0 && (g5 === 0 || g5 === 0xffff)) return [last];
  if (startsWithZeros && g4 === 0xffff && g5 === 0) return [last];
  if (g0 === 0x64 && g1 === 0xff9b && (g2 | g3 | g4 | g5) === 0) return [last];
  if (g0 === 0x2002) return [dotted(g1, g2)];
  if (g0 === 0x2001 && g1 === 0) return [dotted(g2, g3), dotted(g6 ^ 0xffff, g7 ^ 0xffff)];
  return [];
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** The eight groups, by the URL parser, which writes every spelling of an address in one way (RFC 5952). */
function groupsOf(address: string): readonly number[] {
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail].map((part) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)),
  );
  if (before === undefined || after === undefined) return [];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}
