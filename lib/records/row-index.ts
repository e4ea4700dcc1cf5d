import {
  createIndexWords,
  readEntryCount,
  entryWords,
  hashWords,
  headerWords,
  readKeyHash,
} from '../kernel/hashing/index-format.ts';
import { RangeChecksums } from '../kernel/hashing/range-sums.ts';
import { compareIndexes } from './changes/compare-indexes.ts';

/** `repeated`: a row with this key and these values was compared before; `duplicate`: one with other values. */
export type RowOutcome = 'new' | 'changed' | 'unchanged' | 'repeated' | 'duplicate';

/** 53 bits hold a word of a key and a position of 21 bits, twice the rows of a sheet. */
const maxPackedPositions = 2 ** 21;

const unseen = 0;
const seen = 1; //      stored, and its row is unchanged
const changed = 2;
const added = 3;
const rejected = 4; //  not stored, and its row was rejected: kept only to find duplicates
const removed = 5; //   stored, and its row removes it
const retained = 6; //  stored; its row was rejected, and the old version stays
const absent = 7; //    not stored, and its row removes it: kept only to find duplicates

export type AcceptedOutcome = Extract<RowOutcome, 'new' | 'changed' | 'unchanged'>;
const acceptedOutcomes: Readonly<Record<number, AcceptedOutcome>> = {
  [added]: 'new',
  [changed]: 'changed',
  [seen]: 'unchanged',
};

/** Grows to all rows of a sheet; pages not written to take no memory. */
const firstRoom = 2 ** 14;
const sheetRoom = 2 ** 20;

/**
 * Compares rows with the dataset's index in memory: 36 bytes a record and 12–20 bytes of bookkeeping.
 * Limits: about 60 million records (2³¹ bytes of words), and 2²⁹ rows.
 *
 *   stored      | entry | entry | …      as in the index file
 *   additions   | entry | entry | …      numbered on from the stored ones
 *   seen        row × 8 + state, for each of both
 */
export class RowIndex {
  readonly #storedCount: number;
  readonly #storedWords: Uint32Array;
  readonly #storedSeen: Uint32Array;
  #addedWords = new Uint32Array(firstRoom * entryWords);
  #addedSeen = new Uint32Array(firstRoom);
  #count: number;
  #removed = 0;
  /** The stored hashes that changed rows replaced, by entry; pages of it not written to take no memory. */
  #replacedHashes: Uint32Array | null = null;
  #slots: Int32Array;

  /** `words` is an index file, or `null` for an empty dataset; it is changed in place. */
  constructor(words: Uint32Array | null) {
    this.#storedCount = words === null ? 0 : readEntryCount(words);
    this.#count = this.#storedCount;
    this.#storedWords = words === null ? new Uint32Array(0) : words.subarray(headerWords);
    this.#storedSeen = new Uint32Array(this.#storedCount);
    this.#slots = new Int32Array(0);
    this.#rehash(this.#count);
  }

  get storedCount(): number {
    return this.#storedCount;
  }

  compareRow(key: Uint32Array, hash: Uint32Array, row: number): RowOutcome {
    const found = this.#find(key);
    if (found === -1) {
      this.#add(key, hash, row, added);
      return 'new';
    }
    if (this.#rowOf(found) !== 0) return this.#isRepeated(found, hash) ? 'repeated' : 'duplicate';
    // Found but not seen: a stored entry, for additions are seen when they are added.
    const at = found * entryWords + hashWords;
    const same = isAt(this.#storedWords, at, hash);
    this.#storedSeen[found] = row * 8 + (same ? seen : changed);
    if (!same) this.#replaceHash(found, hash);
    return same ? 'unchanged' : 'changed';
  }

  #replaceHash(entry: number, hash: Uint32Array): void {
    const at = entry * entryWords + hashWords;
    this.#replacedHashes ??= new Uint32Array(this.#storedCount * hashWords);
    for (let i = 0; i < hashWords; i += 1) this.#replacedHashes[entry * hashWords + i] = this.#storedWords[at + i] ?? 0;
    write(hash, this.#storedWords, at);
  }

  /**
   * Takes back the accepted row of a key: it counts as rejected, and the stored version stays. Answers what the row had
   * been and writes its hash into `hash`; `null` where the key has no accepted row.
   */
  takeBack(key: Uint32Array, hash: Uint32Array): AcceptedOutcome | null {
    const found = this.#find(key);
    const outcome = found === -1 ? undefined : acceptedOutcomes[this.#stateOf(found)];
    if (outcome === undefined) return null;
    if (outcome === 'new') {
      const position = found - this.#storedCount;
      copyHash(this.#addedWords, position * entryWords + hashWords, hash);
      this.#addedSeen[position] = (this.#rowOf(found) << 3) | rejected;
      return outcome;
    }
    const at = found * entryWords + hashWords;
    copyHash(this.#storedWords, at, hash);
    if (outcome === 'changed')
      for (let i = 0; i < hashWords; i += 1)
        this.#storedWords[at + i] = this.#replacedHashes?.[found * hashWords + i] ?? 0;
    this.#storedSeen[found] = (this.#rowOf(found) << 3) | retained;
    return outcome;
  }

  /** The record is not missing. False when the key was seen before. */
  noteRejected(key: Uint32Array, row: number): boolean {
    const found = this.#find(key);
    if (found === -1) {
      this.#add(key, new Uint32Array(hashWords), row, rejected);
      return true;
    }
    if (this.#rowOf(found) !== 0) return false;
    this.#storedSeen[found] = row * 8 + retained;
    return true;
  }

  noteRemoved(key: Uint32Array, row: number): 'removed' | 'absent' | 'duplicate' {
    const found = this.#find(key);
    if (found === -1) {
      this.#add(key, new Uint32Array(hashWords), row, absent);
      return 'absent';
    }
    if (this.#rowOf(found) !== 0) return 'duplicate';
    this.#storedSeen[found] = row * 8 + removed;
    this.#removed += 1;
    return 'removed';
  }

  sums(): RangeChecksums {
    const sums = new RangeChecksums();
    for (let entry = 0; entry < this.#storedCount; entry += 1)
      sums.add(this.#storedWords, entry * entryWords, this.#storedWords, entry * entryWords + hashWords);
    return sums;
  }

  /** The number of the key's first row; 0 when none showed it. */
  firstRowOf(key: Uint32Array): number {
    const found = this.#find(key);
    return found === -1 ? 0 : this.#rowOf(found);
  }

  /** Whether the first row of the key removes its record. */
  isRemoved(key: Uint32Array): boolean {
    const found = this.#find(key);
    const state = found === -1 ? unseen : this.#stateOf(found);
    return state === removed || state === absent;
  }

  countMissing(): number {
    let count = 0;
    for (let i = 0; i < this.#storedCount; i += 1) if (this.#storedSeen[i] === unseen) count += 1;
    return count;
  }

  /** In the index's order. */
  *missingKeys(): Generator<string> {
    for (let i = 0; i < this.#storedCount; i += 1)
      if (this.#storedSeen[i] === unseen) yield readKeyHash(this.#storedWords, i * entryWords);
  }

  /** `removeMissing` drops the records that no row showed. */
  next(seq: number, removeMissing: boolean): Uint32Array {
    const additions = this.#sortedAdditions();
    const dropped = removeMissing ? this.countMissing() : 0;
    const words = createIndexWords(this.#storedCount - dropped - this.#removed + additions.length);
    let to = headerWords;
    let addition = 0;
    const copy = (from: Uint32Array, at: number, isNew: boolean) => {
      for (let i = 0; i < entryWords; i += 1) words[to + i] = from[at + i] ?? 0;
      if (isNew) words[to + 2 * hashWords] = seq;
      to += entryWords;
    };
    const copyAddition = () => {
      copy(this.#addedWords, (additions[addition] ?? 0) * entryWords, true);
      addition += 1;
    };
    for (let entry = 0; entry < this.#storedCount; entry += 1) {
      const state = (this.#storedSeen[entry] ?? 0) % 8;
      if (state === removed || (removeMissing && state === unseen)) continue;
      while (
        addition < additions.length &&
        compare(this.#addedWords, additions[addition] ?? 0, this.#storedWords, entry) < 0
      )
        copyAddition();
      copy(this.#storedWords, entry * entryWords, state === changed);
    }
    while (addition < additions.length) copyAddition();
    return words;
  }

  changesTo(next: Uint32Array): AsyncIterable<Uint32Array> {
    return compareIndexes([this.#storedWords], [next.subarray(headerWords)]);
  }

  /** Sorts numbers of the key's first word and the position: faster than a comparator. */
  #sortedAdditions(): Float64Array {
    const count = this.#count - this.#storedCount;
    const positions = new Float64Array(count);
    const words = this.#addedWords;
    const fits = count <= maxPackedPositions;
    let length = 0;
    for (let i = 0; i < count; i += 1) {
      if ((this.#addedSeen[i] ?? 0) % 8 !== added) continue;
      positions[length] = fits ? (words[i * entryWords] ?? 0) * maxPackedPositions + i : i;
      length += 1;
    }
    const sorted = positions.subarray(0, length);
    if (!fits) return sorted.sort((a, b) => compare(words, a, words, b));
    sorted.sort();
    for (let i = 0; i < length; i += 1) sorted[i] = (sorted[i] ?? 0) % maxPackedPositions;
    // Equal first words are rare; then the other words decide.
    const firstWord = (position: number) => words[(sorted[position] ?? 0) * entryWords];
    for (let from = 0, to = 1; from < length; from = to, to += 1) {
      while (to < length && firstWord(to) === firstWord(from)) to += 1;
      if (to - from > 1) sorted.subarray(from, to).sort((a, b) => compare(words, a, words, b));
    }
    return sorted;
  }

  #rowOf(entry: number): number {
    return this.#seenOf(entry) >>> 3;
  }

  #stateOf(entry: number): number {
    return this.#seenOf(entry) % 8;
  }

  #seenOf(entry: number): number {
    return (entry < this.#storedCount ? this.#storedSeen[entry] : this.#addedSeen[entry - this.#storedCount]) ?? 0;
  }

  /** An accepted row has left its hash in the entry. */
  #isRepeated(entry: number, hash: Uint32Array): boolean {
    const state = this.#stateOf(entry);
    if (state === added) return isAt(this.#addedWords, (entry - this.#storedCount) * entryWords + hashWords, hash);
    return (state === seen || state === changed) && isAt(this.#storedWords, entry * entryWords + hashWords, hash);
  }

  #find(key: Uint32Array): number {
    const mask = this.#slots.length - 1;
    for (let slot = (key[0] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] ?? 0) - 1;
      if (entry === -1) return -1;
      if (
        entry < this.#storedCount
          ? isAt(this.#storedWords, entry * entryWords, key)
          : isAt(this.#addedWords, (entry - this.#storedCount) * entryWords, key)
      )
        return entry;
    }
  }

  #add(key: Uint32Array, hash: Uint32Array, row: number, state: number): void {
    const position = this.#count - this.#storedCount;
    if (position === this.#addedSeen.length) this.#makeRoom();
    write(key, this.#addedWords, position * entryWords);
    write(hash, this.#addedWords, position * entryWords + hashWords);
    this.#addedSeen[position] = row * 8 + state;
    this.#count += 1;
    if (this.#count * 2 > this.#slots.length) this.#rehash(this.#count);
    else this.#occupy(this.#count - 1);
  }

  #makeRoom(): void {
    const room = this.#addedSeen.length < sheetRoom ? sheetRoom : this.#addedSeen.length * 2;
    const words = new Uint32Array(room * entryWords);
    const marks = new Uint32Array(room);
    words.set(this.#addedWords);
    marks.set(this.#addedSeen);
    this.#addedWords = words;
    this.#addedSeen = marks;
  }

  /** Keeps at least half of the slots free. */
  #rehash(entries: number): void {
    let slots = 2048;
    while (slots < entries * 2) slots *= 2;
    this.#slots = new Int32Array(slots);
    for (let entry = 0; entry < this.#count; entry += 1) this.#occupy(entry);
  }

  #occupy(entry: number): void {
    const mask = this.#slots.length - 1;
    const first =
      entry < this.#storedCount
        ? this.#storedWords[entry * entryWords]
        : this.#addedWords[(entry - this.#storedCount) * entryWords];
    let slot = (first ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }
}

function write(hash: Uint32Array, into: Uint32Array, at: number): void {
  for (let i = 0; i < hashWords; i += 1) into[at + i] = hash[i] ?? 0;
}

function copyHash(words: Uint32Array, at: number, into: Uint32Array): void {
  for (let i = 0; i < hashWords; i += 1) into[i] = words[at + i] ?? 0;
}

function isAt(words: Uint32Array, at: number, hash: Uint32Array): boolean {
  return words[at] === hash[0] && words[at + 1] === hash[1] && words[at + 2] === hash[2] && words[at + 3] === hash[3];
}

function compare(words: Uint32Array, entry: number, others: Uint32Array, other: number): number {
  for (let i = 0; i < hashWords; i += 1) {
    const difference = (words[entry * entryWords + i] ?? 0) - (others[other * entryWords + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
