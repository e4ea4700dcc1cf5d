import type { JsonBytes } from '../../../kernel/json-bytes.ts';
import { LineChunks, type ChunkStore } from '../../staging.ts';

const keyStart = '{"k":"'.length;
const keyEnd = keyStart + 32;
const wordDigits = 8;
const lineEnd = 0x0a;
const decoder = new TextDecoder();

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
    await this.#store.write(part + 1, withoutLines(await this.#store.read(part + 1), keys));
  }
}

/** Moves the lines that stay to the front, as bytes: to decode a part takes ten times as long. */
function withoutLines(bytes: Uint8Array<ArrayBuffer>, keys: ReadonlySet<string>): Uint8Array<ArrayBuffer> {
  const beginnings = new Set(Array.from(keys, (key) => Number.parseInt(key.slice(0, wordDigits), 16)));
  let length = 0;
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(lineEnd, start);
    const end = found === -1 ? bytes.length : found + 1;
    const isRemoved =
      beginnings.has(firstWordAt(bytes, start + keyStart)) &&
      keys.has(decoder.decode(bytes.subarray(start + keyStart, start + keyEnd)));
    if (!isRemoved) {
      bytes.copyWithin(length, start, end);
      length += end - start;
    }
    start = end;
  }
  return bytes.subarray(0, length);
}

/** Reads the first word of a hash in small hex digits. */
function firstWordAt(bytes: Uint8Array, at: number): number {
  let word = 0;
  for (let i = at; i < at + wordDigits; i += 1) {
    const digit = bytes[i] ?? 0;
    word = word * 16 + (digit <= 0x39 ? digit - 0x30 : digit - 0x57);
  }
  return word;
}
