import { JsonBytes } from '../../../kernel/json-bytes.ts';

/** A chunk of this many bytes is full, however few lines it holds: bounds memory when lines are long. */
const maxChunkBytes = 8 * 1024 * 1024;
const bufferBytes = maxChunkBytes + 1024 * 1024;
/** Writes that may be pending while the next chunk is filled. */
const maxChunksInFlight = 2;

/** Writes a chunk, numbered from 1. Its bytes are reused once the promise settles. */
export type WriteChunk = (chunk: number, lines: Uint8Array<ArrayBuffer>) => Promise<void>;

/** Collects lines into chunks and writes them in the background. A failure throws at a later `write` or at `end`. */
export class LineChunks {
  readonly #lines: number;
  readonly #writeChunk: WriteChunk;
  readonly #free: JsonBytes[] = [];
  readonly #inFlight: { readonly bytes: JsonBytes; readonly done: Promise<void> }[] = [];
  /** Allocated with the first line: many deliveries have no findings and few rows. */
  #bytes: JsonBytes | null = null;
  #count = 0;
  #chunks = 0;

  constructor(lines: number, writeChunk: WriteChunk) {
    this.#lines = lines;
    this.#writeChunk = writeChunk;
  }

  /** How many chunks were written so far. */
  get chunks(): number {
    return this.#chunks;
  }

  /** Whether `write` must be called before another line is added. */
  get isFull(): boolean {
    return this.#count >= this.#lines || (this.#bytes?.length ?? 0) >= maxChunkBytes;
  }

  /** The buffer for the next line; the caller writes the line's end too. */
  next(): JsonBytes {
    this.#count += 1;
    return (this.#bytes ??= this.#free.pop() ?? new JsonBytes(bufferBytes));
  }

  add(line: string): void {
    this.next().line(line);
  }

  /** Starts writing the chunk; waits while two writes are pending. */
  async write(): Promise<void> {
    if (this.#inFlight.length >= maxChunksInFlight) await this.#oldest();
    this.#chunks += 1;
    const bytes = this.#bytes ?? new JsonBytes();
    const done = this.#writeChunk(this.#chunks, bytes.written);
    // `#oldest` awaits a rejection later; until then it must not count as unhandled.
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
