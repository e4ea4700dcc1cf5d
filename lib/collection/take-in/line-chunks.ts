/** Characters after which a chunk is written however few lines it holds: bounds memory when lines are long. */
const fullChunk = 8 * 1024 * 1024;

/**
 * Gathers lines into chunks of so many and hands each full one over. One chunk at the most is under way while the next is gathered,
 * so memory does not grow with the file; a failed write shows at the next `write` or at `end`.
 */
export class LineChunks {
  readonly #lines: number;
  readonly #hand: (chunk: number, lines: string) => Promise<void>;
  #text = '';
  #count = 0;
  #chunks = 0;
  #underWay: Promise<void> = Promise.resolve();

  constructor(lines: number, hand: (chunk: number, lines: string) => Promise<void>) {
    this.#lines = lines;
    this.#hand = hand;
  }

  /** Chunks handed over so far, numbered from 1. */
  get chunks(): number {
    return this.#chunks;
  }

  add(line: string): void {
    this.#text += line + '\n';
    this.#count += 1;
  }

  /** Hands the chunk over when it is full; to be called between batches of lines. */
  async write(): Promise<void> {
    if (this.#count >= this.#lines || this.#text.length >= fullChunk) await this.#flush();
  }

  async end(): Promise<void> {
    if (this.#count > 0) await this.#flush();
    await this.#underWay;
  }

  async #flush(): Promise<void> {
    await this.#underWay;
    this.#chunks += 1;
    const text = this.#text;
    this.#text = '';
    this.#count = 0;
    this.#underWay = this.#hand(this.#chunks, text);
    // A rejection is awaited with the next chunk; until then it must not count as unhandled.
    this.#underWay.catch(() => undefined);
  }
}
