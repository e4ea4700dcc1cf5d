import { megabytes } from '../refusals/reading-limits.ts';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';

const blockShift = 22;
const blockBytes = 1 << blockShift;
const pageShift = 16;
const pageEntries = 1 << pageShift;
const cacheEntries = 1 << 14;

/**
 * UTF-8 in blocks of 4 MiB, decoded on demand; a JavaScript string costs some 40 bytes beside its text.
 *
 *   offset → | header, 1–5 bytes: length × 2 + (ASCII ? 1 : 0), seven bits a byte, low first | text |
 */
export class StringArena {
  length = 0;
  readonly #limit: number;
  readonly #blocks: Buffer[] = [];
  readonly #offsets: Uint32Array[] = [];
  #free = 0; //   offset in the last block
  #block = -1; // index of the last block
  // Codes and names repeat.
  readonly #cachedIndex = new Int32Array(cacheEntries).fill(-1);
  readonly #cachedText: string[] = new Array<string>(cacheEntries).fill('');

  /** `limit` in bytes; `add` throws `too-large` beyond. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  add(source: Buffer, start: number, end: number, ascii: boolean): void {
    const size = end - start;
    if (this.#block < 0 || this.#free + size + 5 > blockBytes) this.#grow(size + 5);
    const block = this.#blocks[this.#block];
    if (block === undefined) throw new Error('the arena has no block');
    this.#addOffset(this.#block * blockBytes + this.#free);
    let at = this.#free;
    let header = size * 2 + (ascii ? 1 : 0);
    for (; header > 0x7f; header >>>= 7) block[at++] = (header & 0x7f) | 0x80;
    block[at++] = header;
    if (size > 48) source.copy(block, at, start, end);
    else for (let i = 0; i < size; i += 1) block[at + i] = source[start + i] ?? 0;
    this.#free = at + size;
  }

  at(index: number): string | undefined {
    const slot = index & (cacheEntries - 1);
    if (this.#cachedIndex[slot] === index) return this.#cachedText[slot];
    if (index >= this.length) return undefined;
    const offset = this.#offsets[index >>> pageShift]?.[index & (pageEntries - 1)] ?? 0;
    const block = this.#blocks[offset >>> blockShift];
    if (block === undefined) return undefined;
    let at = offset & (blockBytes - 1);
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = block[at++] ?? 0;
      header |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    const end = at + (header >>> 1);
    const text = (header & 1) === 1 ? block.latin1Slice(at, end) : block.utf8Slice(at, end);
    this.#cachedIndex[slot] = index;
    this.#cachedText[slot] = text;
    return text;
  }

  #addOffset(offset: number): void {
    const page = this.length >>> pageShift;
    if (page === this.#offsets.length) this.#offsets.push(new Uint32Array(pageEntries));
    const entries = this.#offsets[page];
    if (entries !== undefined) entries[this.length & (pageEntries - 1)] = offset;
    this.length += 1;
  }

  #grow(size: number): void {
    const taken = (this.#blocks.length + 1) * blockBytes + this.#offsets.length * pageEntries * 4;
    if (taken > this.#limit || size > blockBytes)
      throw new WorkbookRefused('too-large', { part: 'sharedStrings', limit: megabytes(this.#limit) });
    this.#blocks.push(Buffer.allocUnsafeSlow(blockBytes));
    this.#block += 1;
    this.#free = 0;
  }
}
