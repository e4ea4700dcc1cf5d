import type { InputRow } from './row-source.ts';

const firstRoom = 2 ** 14;

/** Compares the keys of rows as the source writes them, before any normalization: 4 bytes a row. */
export class RawKeys {
  readonly #columns: readonly number[];
  #hashes = new Uint32Array(firstRoom);

  constructor(columns: readonly number[]) {
    this.#columns = columns;
  }

  note({ cells }: InputRow, number: number): void {
    if (number >= this.#hashes.length) {
      const hashes = new Uint32Array(this.#hashes.length * 2);
      hashes.set(this.#hashes);
      this.#hashes = hashes;
    }
    let hash = 0x811c9dc5;
    for (const column of this.#columns) {
      const cell = cells[column] ?? null;
      const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
      for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
      hash = Math.imul(hash ^ 0x1f, 0x01000193);
    }
    this.#hashes[number] = hash;
  }

  areEqual(one: number, other: number): boolean {
    return this.#hashes[one] === this.#hashes[other];
  }
}
