import type { Visibility } from '../../../schemas/records/dataset-state.ts';
import { entryWords, hashWords } from '../../kernel/hashing/index-format.ts';
import { isVisible } from '../../kernel/visibility.ts';

/**
 * One record version, 40 bytes:
 *
 *   key hash, 4 words | row hash, 4 words | seq | 1 if it removes the record |
 */
export const spooledWords = 2 * hashWords + 2;
const seqAt = 2 * hashWords;
const removedAt = seqAt + 1;

/** Parses the 32 hex digits of a key hash into four words. */
export function writeKeyHash(hex: string, words: Uint32Array, at: number): void {
  for (let i = 0; i < hashWords; i += 1) words[at + i] = Number.parseInt(hex.slice(i * 8, i * 8 + 8), 16);
}

/** Writes what a version has beside its key and row hash. */
export function writeVersion(
  words: Uint32Array,
  at: number,
  { seq, removed }: { readonly seq: number; readonly removed: boolean },
): void {
  words[at + seqAt] = seq;
  words[at + removedAt] = removed ? 1 : 0;
}

/**
 * Selects the entries of an index: of each record the newest visible version, unless it is a removal; sorted by key.
 * The versions come in any order, and may repeat.
 */
export function selectEntries(versions: Uint32Array, visibility: Visibility): Uint32Array {
  const order = sortedPositions(versions);
  const selected = new Uint32Array(order.length * entryWords);
  let length = 0;
  let decided = -1;
  for (const at of order) {
    if (decided !== -1 && compareKeys(versions, at, decided) === 0) continue;
    if (!isVisible(versions[at + seqAt] ?? 0, visibility)) continue;
    decided = at;
    if (versions[at + removedAt] === 1) continue;
    selected.set(versions.subarray(at, at + entryWords), length);
    length += entryWords;
  }
  return selected.subarray(0, length);
}

/** By key, then the newest first. */
function sortedPositions(versions: Uint32Array): Uint32Array {
  const positions = new Uint32Array(versions.length / spooledWords);
  for (let i = 0; i < positions.length; i += 1) positions[i] = i * spooledWords;
  return positions.sort(
    (a, b) => compareKeys(versions, a, b) || (versions[b + seqAt] ?? 0) - (versions[a + seqAt] ?? 0),
  );
}

function compareKeys(versions: Uint32Array, a: number, b: number): number {
  for (let i = 0; i < hashWords; i += 1) {
    const difference = (versions[a + i] ?? 0) - (versions[b + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
