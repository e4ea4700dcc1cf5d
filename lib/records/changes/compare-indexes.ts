import { afterAt, beforeAt, changeWords } from '../../kernel/hashing/change-format.ts';
import { entryWords, hashWords } from '../../kernel/hashing/index-format.ts';

/** Entries of an index in its order, without the header; blocks of any size. */
export type IndexBlocks = Iterable<Uint32Array> | AsyncIterable<Uint32Array>;

/** 1.5 MB. */
const blockChanges = 65_536;
const seqAt = 2 * hashWords;

/**
 * Yields what leads from one index to another, in blocks of at most 65,536 changes (`change-format.ts`); memory holds a
 * block of each. A block is not reused. Equal sequence numbers are the same record version.
 */
export async function* compareIndexes(before: IndexBlocks, after: IndexBlocks): AsyncGenerator<Uint32Array> {
  const [old, now] = [new IndexEntries(before), new IndexEntries(after)];
  let changes = new Uint32Array(blockChanges * changeWords);
  let length = 0;
  await Promise.all([old.load(), now.load()]);
  while (!old.isAtEnd || !now.isAtEnd) {
    const order = compareEntries(old, now);
    const [seqBefore, seqAfter] = [order <= 0 ? old.word(seqAt) : 0, order >= 0 ? now.word(seqAt) : 0];
    if (seqBefore !== seqAfter) {
      const source = order <= 0 ? old : now;
      for (let i = 0; i < hashWords; i += 1) changes[length + i] = source.word(i);
      changes[length + beforeAt] = seqBefore;
      changes[length + afterAt] = seqAfter;
      length += changeWords;
    }
    if (length === changes.length) {
      yield changes;
      changes = new Uint32Array(blockChanges * changeWords);
      length = 0;
    }
    if (order <= 0 && !old.advance()) await old.load();
    if (order >= 0 && !now.advance()) await now.load();
  }
  if (length > 0) yield changes.subarray(0, length);
}

/** Walks over the entries of blocks. */
class IndexEntries {
  readonly #blocks: Iterator<Uint32Array> | AsyncIterator<Uint32Array>;
  #block: Uint32Array = new Uint32Array(0);
  #at = 0;

  constructor(blocks: IndexBlocks) {
    this.#blocks = Symbol.asyncIterator in blocks ? blocks[Symbol.asyncIterator]() : blocks[Symbol.iterator]();
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#block.length;
  }

  word(offset: number): number {
    return this.#block[this.#at + offset] ?? 0;
  }

  /** False at the end of the block: then `load` brings the next one. No wait within a block, for millions of entries. */
  advance(): boolean {
    this.#at += entryWords;
    return !this.isAtEnd;
  }

  /** Skips empty blocks; leaves the walk at its end when there are no more. */
  async load(): Promise<void> {
    this.#at = 0;
    this.#block = new Uint32Array(0);
    while (this.#block.length === 0) {
      const next = await this.#blocks.next();
      if (next.done === true) return;
      this.#block = next.value;
    }
  }
}

/** The one at its end comes after every other. */
function compareEntries(a: IndexEntries, b: IndexEntries): number {
  if (a.isAtEnd || b.isAtEnd) return a.isAtEnd ? 1 : -1;
  for (let i = 0; i < hashWords; i += 1) {
    const difference = a.word(i) - b.word(i);
    if (difference !== 0) return difference;
  }
  return 0;
}
