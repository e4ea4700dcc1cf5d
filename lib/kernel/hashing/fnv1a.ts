const offsetBasis = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/** Hashes UTF-16 units to 64 bits, low byte first. It detects accidents, not tampering. */
export function fnv1a(text: string): string {
  let hash = offsetBasis;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = BigInt.asUintN(64, (hash ^ BigInt(unit & 0xff)) * prime);
    hash = BigInt.asUintN(64, (hash ^ BigInt(unit >> 8)) * prime);
  }
  return hash.toString(16).padStart(16, '0');
}
