import type { WorkbookRefused } from './workbook-refused.ts';

/** Zeros behind the last byte: a scanner may look this far ahead without asking whether the bytes end. */
const margin = 64;

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
  readonly #limit: number;
  readonly #tooLarge: () => WorkbookRefused;

  constructor(limit: number, tooLarge: () => WorkbookRefused) {
    this.#limit = limit;
    this.#tooLarge = tooLarge;
  }

  feed(chunk: Uint8Array): void {
    const rest = this.end - this.start;
    if (rest > this.#limit) throw this.#tooLarge();
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
}
