import type { StatusEntry } from '../ports.ts';

/** Bits that a place of a status list may have. */
export type StatusBits = 1 | 2 | 4 | 8;

/**
 * A status list as bytes (Token Status List, 4.1): place n of b bits begins at bit n·b, counted from the lowest bit of the first byte. Places that
 * are not named are 0, valid; one beyond the list's end is left out, for the list that has it is still to be made.
 *
 *   4 bits, place 0 = 1, place 1 = 2, place 3 = 15   →   21 f0
 */
export async function statusBytes(
  entries: Iterable<StatusEntry> | AsyncIterable<StatusEntry>,
  places: number,
  bits: StatusBits,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.ceil((places * bits) / 8));
  const mask = (1 << bits) - 1;
  for await (const { index, value } of entries) {
    const [at, shift] = [Math.floor((index * bits) / 8), (index * bits) % 8];
    if (index < places) bytes[at] = ((bytes[at] ?? 0) & ~(mask << shift)) | ((value & mask) << shift);
  }
  return bytes;
}
