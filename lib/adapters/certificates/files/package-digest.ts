import { createHash } from 'node:crypto';

/** SHA-256 (hex) by name: name, 0 byte, length (8 bytes, big endian), content. */
export function packageDigest(entries: Readonly<Record<string, Uint8Array>>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(entries).toSorted()) {
    const content = entries[name];
    if (content === undefined) continue;
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(BigInt(content.length));
    hash.update(name).update(Uint8Array.of(0)).update(size).update(content);
  }
  return hash.digest('hex');
}
