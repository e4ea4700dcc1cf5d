import { emptyIndexWords, entriesIn, entryWords, hashWords, headerWords, keyHashAt } from '../kernel/index-format.ts';

/** What a row is, compared with what is held and with the rows before it. */
export type RowVerdict = 'new' | 'changed' | 'unchanged' | 'duplicate';

/** A number holds 53 bits: a word of a key, and a place of 21 bits, which is twice the rows that a sheet can have. */
const placesInNumber = 2 ** 21;

const unseen = 0;
const seen = 1; //      held before; unchanged, or its row was rejected and the old version stays
const changed = 2;
const added = 3;
const rejected = 4; //  not held before, and its row was rejected: known only to find duplicates

/**
 * Compares the rows of one delivery with the dataset's index, in memory: 36 bytes a held record and 9–17 bytes of
 * bookkeeping, whatever the rows hold. Up to about 60 million records (2³¹ bytes of words).
 */
export class RowIndex {
  #entries: Uint32Array;
  #count: number;
  readonly #held: number;
  #state: Uint8Array;
  #rows: Uint32Array;
  #slots: Int32Array;

  /** `words` is an index file (index-format.ts), or null when nothing is held yet. */
  constructor(words: Uint32Array | null) {
    this.#held = words === null ? 0 : entriesIn(words);
    this.#count = this.#held;
    this.#entries = words === null ? new Uint32Array(1024 * entryWords) : words.subarray(headerWords);
    this.#state = new Uint8Array(Math.max(1024, this.#held));
    this.#rows = new Uint32Array(Math.max(1024, this.#held));
    this.#slots = new Int32Array(0);
    this.#rehash(this.#count);
  }

  /** How many records are held before this delivery. */
  get held(): number {
    return this.#held;
  }

  /** Takes note of an accepted row. Hashes are 4 words each; `row` is the number in the sheet. */
  see(key: Uint32Array, hash: Uint32Array, row: number): RowVerdict {
    const found = this.#find(key);
    if (found === -1) {
      this.#add(key, hash, row, added);
      return 'new';
    }
    if (this.#rows[found] !== 0) return 'duplicate';
    this.#rows[found] = row;
    const same = this.#hashEquals(found, hash);
    this.#state[found] = same ? seen : changed;
    if (!same) this.#write(hash, found * entryWords + hashWords);
    return same ? 'unchanged' : 'changed';
  }

  /** Takes note of a rejected row whose key could be read: its record, if held, is not missing. False when the key came before. */
  seeRejected(key: Uint32Array, row: number): boolean {
    const found = this.#find(key);
    if (found === -1) {
      this.#add(key, new Uint32Array(hashWords), row, rejected);
      return true;
    }
    if (this.#rows[found] !== 0) return false;
    this.#rows[found] = row;
    this.#state[found] = seen;
    return true;
  }

  /** The row in which this delivery first showed the key; 0 when it did not. */
  firstRowOf(key: Uint32Array): number {
    const found = this.#find(key);
    return found === -1 ? 0 : (this.#rows[found] ?? 0);
  }

  /** How many held records this delivery did not show. */
  countUnseen(): number {
    let count = 0;
    for (let i = 0; i < this.#held; i += 1) if (this.#state[i] === unseen) count += 1;
    return count;
  }

  /** The key hashes of the held records that this delivery did not show, in the index's order. */
  *unseenKeys(): Generator<string> {
    for (let i = 0; i < this.#held; i += 1) if (this.#state[i] === unseen) yield keyHashAt(this.#entries, i * entryWords);
  }

  /** The index after this delivery, which has place `seq`; without the unseen records when `dropUnseen`. */
  next(seq: number, dropUnseen: boolean): Uint32Array {
    const additions = this.#sortedAdditions();
    const dropped = dropUnseen ? this.countUnseen() : 0;
    const words = emptyIndexWords(this.#held - dropped + additions.length);
    let to = headerWords;
    let addition = 0;
    const write = (entry: number) => {
      const from = entry * entryWords;
      for (let i = 0; i < entryWords; i += 1) words[to + i] = this.#entries[from + i] ?? 0;
      if (this.#state[entry] === changed || this.#state[entry] === added) words[to + 2 * hashWords] = seq;
      to += entryWords;
    };
    for (let entry = 0; entry < this.#held; entry += 1) {
      if (dropUnseen && this.#state[entry] === unseen) continue;
      for (; addition < additions.length && this.#compare(additions[addition] ?? 0, entry) < 0; addition += 1) write(additions[addition] ?? 0);
      write(entry);
    }
    for (; addition < additions.length; addition += 1) write(additions[addition] ?? 0);
    return words;
  }

  #write(hash: Uint32Array, at: number): void {
    for (let i = 0; i < hashWords; i += 1) this.#entries[at + i] = hash[i] ?? 0;
  }

  /** The added entries by their keys. Sorted as plain numbers made of a key's first word and the entry's place, which no comparing function can do as fast. */
  #sortedAdditions(): Float64Array {
    const places = new Float64Array(this.#count - this.#held);
    const fits = places.length <= placesInNumber;
    let length = 0;
    for (let i = this.#held; i < this.#count; i += 1) {
      if (this.#state[i] !== added) continue;
      places[length] = fits ? (this.#entries[i * entryWords] ?? 0) * placesInNumber + (i - this.#held) : i;
      length += 1;
    }
    const sorted = places.subarray(0, length);
    if (!fits) return sorted.sort((a, b) => this.#compare(a, b));
    sorted.sort();
    for (let i = 0; i < length; i += 1) sorted[i] = this.#held + ((sorted[i] ?? 0) % placesInNumber);
    // Equal first words are rare; where there are some, the other words decide.
    for (let from = 0, to = 1; from < length; from = to, to += 1) {
      while (to < length && this.#firstWord(sorted[to]) === this.#firstWord(sorted[from])) to += 1;
      if (to - from > 1) sorted.subarray(from, to).sort((a, b) => this.#compare(a, b));
    }
    return sorted;
  }

  #firstWord(entry: number | undefined): number | undefined {
    return this.#entries[(entry ?? 0) * entryWords];
  }

  #compare(a: number, b: number): number {
    for (let i = 0; i < hashWords; i += 1) {
      const difference = (this.#entries[a * entryWords + i] ?? 0) - (this.#entries[b * entryWords + i] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #hashEquals(entry: number, hash: Uint32Array): boolean {
    const at = entry * entryWords + hashWords;
    for (let i = 0; i < hashWords; i += 1) if (this.#entries[at + i] !== hash[i]) return false;
    return true;
  }

  #find(key: Uint32Array): number {
    const mask = this.#slots.length - 1;
    for (let slot = (key[0] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] ?? 0) - 1;
      if (entry === -1) return -1;
      const at = entry * entryWords;
      if (this.#entries[at] === key[0] && this.#entries[at + 1] === key[1] && this.#entries[at + 2] === key[2] && this.#entries[at + 3] === key[3]) return entry;
    }
  }

  #add(key: Uint32Array, hash: Uint32Array, row: number, state: number): void {
    if ((this.#count + 1) * entryWords > this.#entries.length || this.#count + 1 > this.#state.length) this.#grow();
    const entry = this.#count;
    this.#count += 1;
    this.#write(key, entry * entryWords);
    this.#write(hash, entry * entryWords + hashWords);
    this.#rows[entry] = row;
    this.#state[entry] = state;
    if (this.#count * 2 > this.#slots.length) this.#rehash(this.#count * 2);
    else this.#occupy(entry);
  }

  #grow(): void {
    const capacity = Math.max(1024, Math.ceil(this.#count * 1.5));
    const entries = new Uint32Array(capacity * entryWords);
    entries.set(this.#entries.subarray(0, this.#count * entryWords));
    const state = new Uint8Array(capacity);
    state.set(this.#state.subarray(0, this.#count));
    const rows = new Uint32Array(capacity);
    rows.set(this.#rows.subarray(0, this.#count));
    this.#entries = entries;
    this.#state = state;
    this.#rows = rows;
  }

  #rehash(entries: number): void {
    let slots = 2048;
    while (slots < entries * 2) slots *= 2;
    this.#slots = new Int32Array(slots);
    for (let entry = 0; entry < this.#count; entry += 1) this.#occupy(entry);
  }

  #occupy(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#entries[entry * entryWords] ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }
}
