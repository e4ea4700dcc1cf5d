/**
 * Little-endian 32-bit words, sorted by key hash.
 *
 *   header  | 0x58494a47 "GJIX" | 1 | entries | 0 |
 *   entry   | key hash, 4 words | row hash, 4 words | seq |      36 bytes a record
 */
export const headerWords = 4;
export const entryWords = 9;
export const hashWords = 4;
const magic = 0x58494a47;
const formatVersion = 1;

/** Covers `count` entries from `first` on, for a range request. */
export function entryByteRange(first: number, count: number): { readonly start: number; readonly length: number } {
  return { start: (headerWords + first * entryWords) * 4, length: count * entryWords * 4 };
}

/** Allocates 36 bytes per entry and a header; fills only the header. */
export function createIndexWords(entries: number): Uint32Array {
  const words = new Uint32Array(headerWords + entries * entryWords);
  words[0] = magic;
  words[1] = formatVersion;
  words[2] = entries;
  return words;
}

/** Throws if the bytes are not an index of this format. */
export function readEntryCount(words: Uint32Array): number {
  const entries = words[2] ?? 0;
  if (words[0] !== magic || words[1] !== formatVersion) throw new Error('not a row index of format 1');
  return entries;
}

/** Copies only unaligned bytes. */
export function toWords(bytes: Uint8Array): Uint32Array {
  return bytes.byteOffset % 4 === 0
    ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
    : new Uint32Array(bytes.slice().buffer);
}

/** Returns 32 hex digits, as in the key of the records table. */
export function readKeyHash(words: Uint32Array, offset: number): string {
  let text = '';
  for (let i = 0; i < hashWords; i += 1) text += (words[offset + i] ?? 0).toString(16).padStart(8, '0');
  return text;
}
