import type { StatusEntry } from '../ports.ts';

export type StatusBits = 1 | 2 | 4 | 8;

/**
 * Encodes a status list (Token Status List, 4.1): entry n of b bits starts at bit n·b, lowest bit first.
 * Missing entries are 0 (valid); entries beyond `size` are ignored.
 *   4 bits, entries 0 = 1, 1 = 2, 3 = 15   →   21 f0
 */
export async function statusBytes(
  entries: Iterable<StatusEntry> | AsyncIterable<StatusEntry>,
  size: number,
  bits: StatusBits,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.ceil((size * bits) / 8));
  const mask = (1 << bits) - 1;
  for await (const { index, value } of entries) {
    const [at, shift] = [Math.floor((index * bits) / 8), (index * bits) % 8];
    if (index < size) bytes[at] = ((bytes[at] ?? 0) & ~(mask << shift)) | ((value & mask) << shift);
  }
  return bytes;
}
