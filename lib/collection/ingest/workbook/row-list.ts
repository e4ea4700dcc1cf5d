const maxKept = 2_000;
const maxRanges = 12;

/** Counts rows, and keeps the first 2,000 numbers for a sentence. Numbers must ascend. */
export class RowList {
  readonly #kept: number[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(row: number): void {
    this.#count += 1;
    if (this.#kept.length < maxKept) this.#kept.push(row);
  }

  /** `第 3–5、9 行`; after 12 ranges `等 40 行`. */
  toString(): string {
    const ranges: { first: number; last: number }[] = [];
    for (const row of this.#kept) {
      const range = ranges.at(-1);
      if (range !== undefined && row === range.last + 1) range.last = row;
      else ranges.push({ first: row, last: row });
    }
    const named = ranges
      .slice(0, maxRanges)
      .map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`));
    const isCut = ranges.length > maxRanges || this.#count > this.#kept.length;
    return `第 ${named.join('、')}${isCut ? ` 等 ${this.#count}` : ''} 行`;
  }
}
