import { inflateRawSync } from 'node:zlib';

/** The file is still deflated; sizes are in bytes. */
export type PackedEntry = {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly packed: readonly Uint8Array[];
};

/** Trusts the directory: not for files from outside. Throws without a directory. */
export function zipEntries(bytes: Uint8Array): PackedEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('The workbook just written has no zip directory');
  let at = buffer.readUInt32LE(end + 16);
  const entries = Array.from({ length: buffer.readUInt16LE(end + 10) }, () => {
    const [packedSize, size, nameLength] = [
      buffer.readUInt32LE(at + 20),
      buffer.readUInt32LE(at + 24),
      buffer.readUInt16LE(at + 28),
    ];
    const local = buffer.readUInt32LE(at + 42);
    const from = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
    const entry = {
      name: buffer.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, ''),
      method: buffer.readUInt16LE(at + 10),
      crc: buffer.readUInt32LE(at + 16),
      size,
      packed: [buffer.subarray(from, from + packedSize)],
    };
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
    return entry;
  });
  return entries.filter(({ name }) => !name.endsWith('/'));
}

/** Inflates without a size limit or checksum: not for files from outside. Throws a zlib error. */
export function readEntryText(entry: PackedEntry): string {
  const packed = Buffer.concat(entry.packed);
  return (entry.method === 0 ? packed : inflateRawSync(packed)).toString('utf8');
}
