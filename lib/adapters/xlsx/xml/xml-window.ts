import type { WorkbookRefused } from '../refusals/workbook-refused.ts';

/** Zero bytes after the end: scanners look ahead this far without a bounds check. */
const marginBytes = 64;
/** Bytes; longer incomplete markup is rescanned only after it has doubled, so that scanning stays linear. */
const rescanBytes = 16 * 1024;

/**
 * The bytes under scan: the unfinished rest of the last chunk, then the new one. It grows only for markup larger than
 * itself, and throws for markup beyond `limit` bytes.
 */
export class XmlWindow {
  bytes: Buffer = Buffer.alloc(marginBytes);
  /** A view of the same bytes. */
  words: DataView = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  start = 0;
  end = 0;
  #neededBytes = 0;
  readonly #limit: number;
  readonly #tooLarge: () => WorkbookRefused;

  constructor(limit: number, tooLarge: () => WorkbookRefused) {
    this.#limit = limit;
    this.#tooLarge = tooLarge;
  }

  feed(chunk: Uint8Array): void {
    const rest = this.end - this.start;
    const needed = rest + chunk.byteLength + marginBytes;
    if (needed > this.bytes.length) {
      // A quarter more, because the unfinished rest varies.
      const wider = Buffer.allocUnsafeSlow(Math.ceil(needed * 1.25));
      this.bytes.copy(wider, 0, this.start, this.end);
      this.bytes = wider;
      this.words = new DataView(wider.buffer, wider.byteOffset, wider.byteLength);
    } else if (rest > 0) this.bytes.copyWithin(0, this.start, this.end);
    this.bytes.set(chunk, rest);
    this.start = 0;
    this.end = rest + chunk.byteLength;
    this.bytes.fill(0, this.end, this.end + marginBytes);
  }

  isReady(): boolean {
    return this.end - this.start >= this.#neededBytes;
  }

  /** Drops the bytes before `start`; the rest is incomplete. Throws when it exceeds the limit. */
  keepFrom(start: number): void {
    this.start = start;
    const rest = this.end - start;
    if (rest > this.#limit) throw this.#tooLarge();
    this.#neededBytes = rest > rescanBytes ? Math.min(rest * 2, this.#limit + 1) : 0;
  }

  /** Ends the input. */
  close(): void {
    this.#neededBytes = 0;
  }
}
