import type { WorkbookRefused } from '../refusals/workbook-refused.ts';

/** Scanners look ahead into zero bytes without a bounds check. */
const marginBytes = 64;
/** Rescans longer incomplete markup only once it has doubled: scanning stays linear. */
const rescanBytes = 16 * 1024;

/** Holds the unfinished rest of the last chunk, then the new one. Throws for markup beyond `limit` bytes. */
export class XmlWindow {
  bytes: Buffer = Buffer.alloc(marginBytes);
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
      // The unfinished rest varies.
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

  keepFrom(start: number): void {
    this.start = start;
    const rest = this.end - start;
    if (rest > this.#limit) throw this.#tooLarge();
    this.#neededBytes = rest > rescanBytes ? Math.min(rest * 2, this.#limit + 1) : 0;
  }

  close(): void {
    this.#neededBytes = 0;
  }
}
