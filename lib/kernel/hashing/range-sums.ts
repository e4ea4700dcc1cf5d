/** The first byte of the key hash is the range. */
export const rangeCount = 256;

type HashedRow = {
  readonly key: Uint32Array;
  readonly keyAt: number;
  readonly row: Uint32Array;
  readonly rowAt: number;
};

/** XORs per key range, independent of row order. */
export class RangeChecksums {
  readonly #counts = new Uint32Array(rangeCount);
  readonly #hashes = new Uint32Array(rangeCount * 4);

  add(key: Uint32Array, keyAt: number, row: Uint32Array, rowAt: number): void {
    this.#combine({ key, keyAt, row, rowAt }, 1);
  }

  /** Undoes `add` of the same row. */
  remove(key: Uint32Array, row: Uint32Array): void {
    this.#combine({ key, keyAt: 0, row, rowAt: 0 }, -1);
  }

  #combine({ key, keyAt, row, rowAt }: HashedRow, count: 1 | -1): void {
    const range = (key[keyAt] ?? 0) >>> 24;
    this.#counts[range] = (this.#counts[range] ?? 0) + count;
    // Equal row hashes would cancel out under XOR.
    for (let i = 0; i < 4; i += 1)
      this.#hashes[range * 4 + i] =
        (this.#hashes[range * 4 + i] ?? 0) ^ Math.imul((key[keyAt + i] ?? 0) ^ (row[rowAt + i] ?? 0), 0x9e3779b1);
  }

  get rows(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  countDifferingRanges(other: RangeChecksums): number {
    let differing = 0;
    for (let range = 0; range < rangeCount; range += 1) {
      const same =
        this.#counts[range] === other.#counts[range] &&
        [0, 1, 2, 3].every((i) => this.#hashes[range * 4 + i] === other.#hashes[range * 4 + i]);
      if (!same) differing += 1;
    }
    return differing;
  }
}
