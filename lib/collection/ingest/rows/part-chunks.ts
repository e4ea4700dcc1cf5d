import type { JsonBytes } from '../../../kernel/json-bytes.ts';
import { LineChunks, type ChunkStore } from '../../staging.ts';

const keyStart = '{"k":"'.length;
const keyEnd = keyStart + 32;

/** Lines of records in parts, from which single records can be taken back. */
export class PartChunks {
  readonly #chunks: LineChunks;
  readonly #store: ChunkStore;
  /** By part, the number of its last row. */
  readonly #lastNumbers: number[] = [];
  #number = 0;

  constructor(partRows: number, store: ChunkStore) {
    this.#store = store;
    this.#chunks = new LineChunks(partRows, store.write);
  }

  get parts(): number {
    return this.#chunks.chunks;
  }

  get isFull(): boolean {
    return this.#chunks.isFull;
  }

  /** Begins the line of a row. Rows must ascend. */
  next(number: number): JsonBytes {
    this.#number = number;
    return this.#chunks.next();
  }

  /** Adds the line of a record that no row shows. */
  add(line: string): void {
    this.#chunks.add(line);
  }

  async write(): Promise<void> {
    this.#lastNumbers.push(this.#number);
    await this.#chunks.write();
  }

  async end(): Promise<void> {
    this.#lastNumbers.push(this.#number);
    await this.#chunks.end();
  }

  /** Removes the lines of keys (hex) by rows, which must ascend, and rewrites only their parts. Call it after `end`. */
  async remove(
    rows: Iterable<{ readonly number: number; readonly key: string }>,
    betweenParts: () => Promise<void>,
  ): Promise<void> {
    let part = 0;
    let keys = new Set<string>();
    for (const { number, key } of rows) {
      if (number > (this.#lastNumbers[part] ?? Infinity)) {
        await this.#rewrite(part, keys);
        await betweenParts();
        keys = new Set();
        while (number > (this.#lastNumbers[part] ?? Infinity)) part += 1;
      }
      keys.add(key);
    }
    await this.#rewrite(part, keys);
  }

  async #rewrite(part: number, keys: ReadonlySet<string>): Promise<void> {
    if (keys.size === 0) return;
    const lines: string[] = [];
    for await (const line of this.#store.read(part + 1))
      if (!keys.has(line.slice(keyStart, keyEnd))) lines.push(`${line}\n`);
    await this.#store.write(part + 1, new TextEncoder().encode(lines.join('')));
  }
}
