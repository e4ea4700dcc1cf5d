import { murmurHash } from './murmur-hash.ts';

/** Fills four words with the hash of a row's values, which stand in the order of the fields; `null` is an empty one. */
export type RowHasher = (values: readonly (string | null)[], words: Uint32Array) => void;

/**
 * Tells whether a row's values are those that are held. Two rows hash alike when the same fields hold the same texts: a field
 * that a later version adds, or an order that it changes, changes nothing while the field is empty. Not re-entrant.
 * Why this is no cryptographic hash: docs/decisions/row-hash.md. For each filled field, in the order of the keys, these 32-bit words:
 *
 *   | mark of the key | length in UTF-16 units | units 0 and 1 | units 2 and 3 | … |      and zeros to a multiple of four words
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

/** FNV-1a over the key's UTF-16 units. */
function hashFieldKey(key: string): number {
  let keyHash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) keyHash = Math.imul(keyHash ^ key.charCodeAt(i), 0x01000193);
  return keyHash;
}
