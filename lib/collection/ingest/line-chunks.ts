import { JsonBytes } from '../../kernel/json-bytes.ts';

/** Bytes after which a chunk is full however few lines it holds: bounds memory when lines are long. */
const maxChunkBytes = 8 * 1024 * 1024;
const bufferBytes = maxChunkBytes + 1024 * 1024;
/** Chunks under way at the most while the next one is gathered. */
const maxChunksInFlight = 2;

/** Writes a chunk; its bytes hold until the promise settles, then they are used again. */
export type WriteChunk = (chunk: number, lines: Uint8Array<ArrayBuffer>) => Promise<void>;

/**
 * Gathers lines into chunks of so many and hands each full one over. Memory does not grow with the file; a failed write shows
 * at a later `write` or at `end`.
 */
export class LineChunks {
  readonly #lines: number;
  readonly #writeChunk: WriteChunk;
  readonly #free: JsonBytes[] = [];
  readonly #inFlight: { readonly bytes: JsonBytes; readonly done: Promise<void> }[] = [];
  /** Taken when the first line comes: many deliveries have no findings, and few rows. */
  #bytes: JsonBytes | null = null;
  #count = 0;
  #chunks = 0;

  constructor(lines: number, writeChunk: WriteChunk) {
    this.#lines = lines;
    this.#writeChunk = writeChunk;
  }

  /** Chunks handed over so far, numbered from 1. */
  get chunks(): number {
    return this.#chunks;
  }

  /** The chunk is to be handed over before more is added. */
  get isFull(): boolean {
    return this.#count >= this.#lines || (this.#bytes?.length ?? 0) >= maxChunkBytes;
  }

  /** Where the next line is to be written, its end included. */
  next(): JsonBytes {
    this.#count += 1;
    return (this.#bytes ??= this.#free.pop() ?? new JsonBytes(bufferBytes));
  }

  add(line: string): void {
    this.next().line(line);
  }

  /** Hands the chunk over; waits while too many are under way. */
  async write(): Promise<void> {
    if (this.#inFlight.length >= maxChunksInFlight) await this.#oldest();
    this.#chunks += 1;
    const bytes = this.#bytes ?? new JsonBytes();
    const done = this.#writeChunk(this.#chunks, bytes.written);
    // A rejection is awaited later; until then it must not count as unhandled.
    done.catch(() => undefined);
    this.#inFlight.push({ bytes, done });
    this.#bytes = null;
    this.#count = 0;
  }

  async end(): Promise<void> {
    if (this.#count > 0) await this.write();
    while (this.#inFlight.length > 0) await this.#oldest();
  }

  async #oldest(): Promise<void> {
    const oldest = this.#inFlight.shift();
    if (oldest === undefined) return;
    await oldest.done;
    oldest.bytes.clear();
    this.#free.push(oldest.bytes);
  }
}
