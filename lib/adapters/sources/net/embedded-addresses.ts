type Groups = readonly [number, number, number, number, number, number, number, number];

/** The first match counts. */
const embeddings: readonly {
  readonly matches: (groups: Groups) => boolean;
  readonly addresses: (groups: Groups) => readonly string[];
}[] = [
  // IPv4-compatible and IPv4-mapped, RFC 4291 §2.5.5
  {
    matches: ([g0, g1, g2, g3, g4, g5]) => (g0 | g1 | g2 | g3 | g4) === 0 && (g5 === 0 || g5 === 0xffff),
    addresses: lastGroups,
  },
  // IPv4-translated, RFC 7915
  { matches: ([g0, g1, g2, g3, g4, g5]) => (g0 | g1 | g2 | g3 | g5) === 0 && g4 === 0xffff, addresses: lastGroups },
  // NAT64, RFC 6052
  {
    matches: ([g0, g1, g2, g3, g4, g5]) => g0 === 0x64 && g1 === 0xff9b && (g2 | g3 | g4 | g5) === 0,
    addresses: lastGroups,
  },
  // ISATAP, RFC 5214: under any prefix
  { matches: ([, , , , g4, g5]) => (g4 & 0xfdff) === 0 && g5 === 0x5efe, addresses: lastGroups },
  // 6to4, RFC 3056
  { matches: ([g0]) => g0 === 0x2002, addresses: ([, g1, g2]) => [dotted(g1, g2)] },
  // Teredo, RFC 4380: server and client
  {
    matches: ([g0, g1]) => g0 === 0x2001 && g1 === 0,
    addresses: ([, , g2, g3, , , g6, g7]) => [dotted(g2, g3), dotted(g6 ^ 0xffff, g7 ^ 0xffff)],
  },
];

/**
 * Answers the IPv4 addresses that an IPv6 address embeds; empty for any other.
 *
 *     ::ffff:7f00:1   →   127.0.0.1      64:ff9b::7f00:1   →   127.0.0.1
 */
export function embeddedAddresses(address: string): readonly string[] {
  const groups = parseGroups(address);
  if (groups === null) return [];
  return embeddings.find(({ matches }) => matches(groups))?.addresses(groups) ?? [];
}

function lastGroups([, , , , , , g6, g7]: Groups): readonly string[] {
  return [dotted(g6, g7)];
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** The URL parser writes the canonical form (RFC 5952). */
function parseGroups(address: string): Groups | null {
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [splitGroups(head), splitGroups(tail)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0);
  const groups = [...before, ...zeros, ...after];
  return isGroups(groups) ? groups : null;
}

function splitGroups(part: string): readonly number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
}

function isGroups(groups: readonly number[]): groups is Groups {
  return groups.length === 8;
}
