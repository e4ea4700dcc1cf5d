import type { WorkbookRefused } from '../refusals/workbook-refused.ts';

/** Zeros behind the last byte: a scanner may look this far ahead without asking whether the bytes end. */
const margin = 64;
/** Beyond this, markup that isn't complete is looked at again only when there is twice as much of it: reading stays linear in pieces of any size. */
const patience = 16 * 1024;

/**
 * The bytes of a streamed part that are being looked at: what was not finished last time, then the new chunk.
 * It grows only for one piece of markup that is larger than itself, and refuses one that passes the limit.
 */
export class XmlWindow {
  bytes: Buffer = Buffer.alloc(margin);
  /** The same bytes, four at a time. */
  words: DataView = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  start = 0;
  end = 0;
  #enough = 0;
  readonly #limit: number;
  readonly #tooLarge: () => WorkbookRefused;

  constructor(limit: number, tooLarge: () => WorkbookRefused) {
    this.#limit = limit;
    this.#tooLarge = tooLarge;
  }

  feed(chunk: Uint8Array): void {
    const rest = this.end - this.start;
    const needed = rest + chunk.byteLength + margin;
    if (needed > this.bytes.length) {
      // A quarter more: the unfinished rest differs from chunk to chunk.
      const wider = Buffer.allocUnsafeSlow(Math.ceil(needed * 1.25));
      this.bytes.copy(wider, 0, this.start, this.end);
      this.bytes = wider;
      this.words = new DataView(wider.buffer, wider.byteOffset, wider.byteLength);
    } else if (rest > 0) this.bytes.copyWithin(0, this.start, this.end);
    this.bytes.set(chunk, rest);
    this.start = 0;
    this.end = rest + chunk.byteLength;
    this.bytes.fill(0, this.end, this.end + margin);
  }

  /** There is enough to look at. */
  isReady(): boolean {
    return this.end - this.start >= this.#enough;
  }

  /** Everything before `start` is read; what follows isn't complete. Throws when it is larger than one piece of markup may be. */
  keepFrom(start: number): void {
    this.start = start;
    const rest = this.end - start;
    if (rest > this.#limit) throw this.#tooLarge();
    this.#enough = rest > patience ? Math.min(rest * 2, this.#limit + 1) : 0;
  }

  /** No more bytes will come. */
  close(): void {
    this.#enough = 0;
  }
}
