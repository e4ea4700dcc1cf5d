/** Ranges that keys are divided into, by the first byte of their hash. */
export const rangeCount = 256;

/** Counts and hashes of rows, range by range: two sets of rows are the same when all their ranges are. The order of the rows does not matter. */
export class RangeChecksums {
  readonly #counts = new Uint32Array(rangeCount);
  readonly #hashes = new Uint32Array(rangeCount * 4);

  /** Takes a row in; hashes are words, four of the row's count. */
  add(key: Uint32Array, keyAt: number, row: Uint32Array, rowAt: number): void {
    const range = (key[keyAt] ?? 0) >>> 24;
    this.#counts[range] = (this.#counts[range] ?? 0) + 1;
    // A row's own hash alone would fall out of the sum together with an equal one: the key makes them different.
    for (let i = 0; i < 4; i += 1)
      this.#hashes[range * 4 + i] =
        (this.#hashes[range * 4 + i] ?? 0) ^ Math.imul((key[keyAt + i] ?? 0) ^ (row[rowAt + i] ?? 0), 0x9e3779b1);
  }

  get rows(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** How many ranges are not the same in both. */
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
