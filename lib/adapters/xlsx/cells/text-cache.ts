const slots = 4096;
const slotBytes = 48;
const maxColumns = 256;
const maxMisses = 512;

/** Caches repeated texts. Columns whose texts hardly repeat bypass it after some hundred rows. */
export class TextCache {
  readonly #bytes = Buffer.alloc(slots * slotBytes);
  readonly #sizes = new Uint8Array(slots);
  readonly #texts: string[] = new Array<string>(slots).fill('');
  /** Counts misses minus hits by column; at `maxMisses` it is bypassed. */
  readonly #misses = new Int16Array(maxColumns);

  // oxlint-disable-next-line eslint/max-params -- hot loop: called for every text
  text(bytes: Buffer, start: number, end: number, ascii: boolean, column: number): string {
    const size = end - start;
    if (size <= slotBytes && size > 0 && column < maxColumns) {
      const misses = this.#misses[column] ?? 0;
      if (misses < maxMisses) {
        const slot = hashSlot(bytes, start, end, size);
        if (this.#holds(slot, bytes, start, size)) {
          if (misses > -maxMisses) this.#misses[column] = misses - 2;
          return this.#texts[slot] ?? '';
        }
        this.#misses[column] = misses + 1;
        const text = decodeText(bytes, start, end, ascii);
        this.#sizes[slot] = size;
        this.#texts[slot] = text;
        for (let i = 0, at = slot * slotBytes; i < size; i += 1) this.#bytes[at + i] = bytes[start + i] ?? 0;
        return text;
      }
    }
    return decodeText(bytes, start, end, ascii);
  }

  #holds(slot: number, bytes: Buffer, start: number, size: number): boolean {
    if (this.#sizes[slot] !== size) return false;
    for (let i = 0, at = slot * slotBytes; i < size; i += 1) if (this.#bytes[at + i] !== bytes[start + i]) return false;
    return true;
  }
}

/** Chinese texts differ in the low bits of every third byte. */
function hashSlot(bytes: Buffer, start: number, end: number, size: number): number {
  let hash = size;
  hash = Math.imul(hash, 31) + (bytes[start] ?? 0);
  hash = Math.imul(hash, 31) + (bytes[start + (size >> 2)] ?? 0);
  hash = Math.imul(hash, 31) + (bytes[start + (size >> 1)] ?? 0);
  hash = Math.imul(hash, 31) + (bytes[end - 2] ?? 0);
  hash = Math.imul(hash, 31) + (bytes[end - 1] ?? 0);
  return (hash ^ (hash >>> 12)) & (slots - 1);
}

function decodeText(bytes: Buffer, start: number, end: number, ascii: boolean): string {
  return ascii ? bytes.latin1Slice(start, end) : bytes.utf8Slice(start, end);
}
