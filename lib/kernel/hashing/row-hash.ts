import { murmurHash } from './murmur-hash.ts';

/** Writes four words; `values` are in the order of the fields. */
export type RowHasher = (values: readonly (string | null)[], words: Uint32Array) => void;

/**
 * Hashes filled fields only, in the order of their keys: added fields keep the hash while empty. Not re-entrant.
 * docs/decisions/0003-row-hash.md gives the reasons. Hashed words of each filled field:
 *
 *   | hash of the key | length in UTF-16 units | units 0, 1 | units 2, 3 | … |   zero-padded to 4 words
 */
export function createRowHasher(keys: readonly string[], seed: Uint32Array): RowHasher {
  const order = keys
    .map((key, field) => ({ key, field, keyHash: hashFieldKey(key) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  let words = new Int32Array(1024);
  return (values, out) => {
    let at = 0;
    for (let i = 0; i < order.length; i += 1) {
      const entry = order[i];
      const text = entry === undefined ? null : values[entry.field];
      if (entry === undefined || text === null || text === undefined) continue;
      const length = text.length;
      if (at + (length >> 1) + 8 > words.length) words = grow(words, at + (length >> 1) + 8);
      words[at] = entry.keyHash;
      words[at + 1] = length;
      at += 2;
      let unit = 0;
      for (; unit + 1 < length; unit += 2) words[at++] = text.charCodeAt(unit) | (text.charCodeAt(unit + 1) << 16);
      if (unit < length) words[at++] = text.charCodeAt(unit);
    }
    while (at % 4 !== 0) words[at++] = 0;
    murmurHash(words, at, seed, out);
  };
}

function grow(words: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(Math.max(needed, words.length * 2));
  more.set(words);
  return more;
}

function hashFieldKey(key: string): number {
  let keyHash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) keyHash = Math.imul(keyHash ^ key.charCodeAt(i), 0x01000193);
  return keyHash;
}
