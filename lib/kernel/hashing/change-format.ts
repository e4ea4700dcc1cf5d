import { hashWords } from './index-format.ts';

/**
 * One change of a publication, little-endian 32-bit words; changes follow each other without a header, sorted by key
 * hash, one for each record:
 *
 *   key hash, 4 words | seq before | seq after |      24 bytes a change
 *
 * `seq before` is 0 for a new record, `seq after` is 0 for a removed one. Both name exact record versions.
 */
export const changeWords = hashWords + 2;
/** Where an entry holds the version that was visible before. */
export const beforeAt = hashWords;
/** Where an entry holds the version that is visible after. */
export const afterAt = hashWords + 1;

/** Covers `count` changes from `first` on, for a range request. */
export function changeByteRange(first: number, count: number): { readonly start: number; readonly length: number } {
  return { start: first * changeWords * 4, length: count * changeWords * 4 };
}
