import { LineChunks, type ChunkStore } from '../../staging.ts';

const firstRoom = 1024;

/** Gives the lines that stand for a row's lines; called with none where the row has none. */
export type ReplaceLines = (lines: readonly string[]) => readonly string[];

/** Lines in chunks that remember their rows, so that a row's lines can be replaced afterwards: 4 bytes a line. */
export class NumberedLines {
  readonly #chunks: LineChunks;
  readonly #store: ChunkStore;
  #numbers = new Uint32Array(firstRoom);
  #count = 0;
  /** By chunk, the count of lines up to its end. */
  readonly #ends: number[] = [];

  constructor(chunkLines: number, store: ChunkStore) {
    this.#store = store;
    this.#chunks = new LineChunks(chunkLines, store.write);
  }

  get chunks(): number {
    return this.#chunks.chunks;
  }

  get isFull(): boolean {
    return this.#chunks.isFull;
  }

  /** Rows must ascend. */
  add(line: string, number: number): void {
    if (this.#count === this.#numbers.length) {
      const numbers = new Uint32Array(this.#count * 2);
      numbers.set(this.#numbers);
      this.#numbers = numbers;
    }
    this.#numbers[this.#count] = number;
    this.#count += 1;
    this.#chunks.add(line);
  }

  async write(): Promise<void> {
    this.#ends.push(this.#count);
    await this.#chunks.write();
  }

  async end(): Promise<void> {
    if (this.#count > (this.#ends.at(-1) ?? 0)) this.#ends.push(this.#count);
    await this.#chunks.end();
  }

  hasLines(number: number): boolean {
    return this.#numbers[this.#firstAtOrAfter(number)] === number;
  }

  /** Rewrites the chunks that hold the rows, or their neighbours, in place. Call it once, after `end`. Rows must ascend. */
  async replace(changes: readonly { readonly number: number; readonly replace: ReplaceLines }[]): Promise<void> {
    let next = 0;
    for (const [i, end] of this.#ends.entries()) {
      const from = next;
      const last = i === this.#ends.length - 1 ? Infinity : (this.#numbers[end - 1] ?? 0);
      while (next < changes.length && (changes[next]?.number ?? 0) <= last) next += 1;
      if (next > from) await this.#rewrite(i + 1, changes.slice(from, next));
    }
  }

  async #rewrite(chunk: number, changes: Parameters<NumberedLines['replace']>[0]): Promise<void> {
    let at = this.#ends[chunk - 2] ?? 0;
    const lines: string[] = [];
    let change = 0;
    let own: string[] = [];
    const endRow = () => {
      lines.push(...(changes[change]?.replace(own) ?? []));
      own = [];
      change += 1;
    };
    const text = new TextDecoder().decode(await this.#store.read(chunk));
    for (const line of text.trimEnd().split('\n')) {
      const number = this.#numbers[at] ?? 0;
      at += 1;
      while (change < changes.length && (changes[change]?.number ?? 0) < number) endRow();
      if (changes[change]?.number === number) own.push(line);
      else lines.push(line);
    }
    while (change < changes.length) endRow();
    await this.#store.write(chunk, new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')));
  }

  #firstAtOrAfter(number: number): number {
    let [from, to] = [0, this.#count];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#numbers[middle] ?? 0) < number) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
