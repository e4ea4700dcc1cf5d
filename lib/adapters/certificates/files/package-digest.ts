import { createHash } from 'node:crypto';

/** SHA-256 (hex) by name: name, 0 byte, length (8 bytes, big endian), content. */
export function packageDigest(entries: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [name, content] of [...entries].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(BigInt(content.length));
    hash.update(name).update(Uint8Array.of(0)).update(size).update(content);
  }
  return hash.digest('hex');
}
