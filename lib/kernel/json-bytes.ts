const quote = 0x22;
const backslash = 0x5c;
const hexDigits = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** Writes UTF-8 into a reused buffer that grows: a million rows leave no strings to collect. */
export class JsonBytes {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  constructor(initialBytes = 64 * 1024) {
    this.#bytes = new Uint8Array(initialBytes);
  }

  get length(): number {
    return this.#length;
  }

  /** The bytes are not copied; they are valid until the next `clear`. */
  get written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  raw(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** `text` is JSON already. */
  line(text: string): void {
    this.#makeRoom(text.length * 3 + 1);
    this.#length += encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written;
    this.#bytes[this.#length++] = 0x0a;
  }

  /** Escapes like JSON.stringify, lone surrogates too (RFC 8259). */
  text(text: string): void {
    const size = text.length;
    this.#makeRoom(size * 6);
    const into = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < size; i += 1) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x20 && unit < 0x80) {
        if (unit === quote || unit === backslash) into[at++] = backslash;
        into[at++] = unit;
      } else if (unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff)) {
        into[at] = 0xe0 | (unit >> 12);
        into[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
        into[at + 2] = 0x80 | (unit & 0x3f);
        at += 3;
      } else {
        const point = text.codePointAt(i) ?? 0;
        at = writeRareCharacter(into, at, point);
        if (point > 0xffff) i += 1;
      }
    }
    this.#length = at;
  }

  /** Requires an integer ≥ 0. */
  number(value: number): void {
    this.#makeRoom(20);
    let end = this.#length + 1;
    for (let rest = Math.floor(value / 10); rest > 0; rest = Math.floor(rest / 10)) end += 1;
    for (let at = end - 1, rest = value; at >= this.#length; at -= 1, rest = Math.floor(rest / 10))
      this.#bytes[at] = 0x30 + (rest % 10);
    this.#length = end;
  }

  hex(words: Uint32Array): void {
    this.#makeRoom(words.length * 8);
    const into = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i] ?? 0;
      for (let shift = 28; shift >= 0; shift -= 4) into[at++] = hexDigits[(word >>> shift) & 0xf] ?? 0;
    }
    this.#length = at;
  }

  #makeRoom(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const more = new Uint8Array(Math.max(this.#length + size, Math.ceil(this.#bytes.length * 1.5)));
    more.set(this.written);
    this.#bytes = more;
  }
}

const encoder = new TextEncoder();
const shortEscapes: ReadonlyMap<number, string> = new Map([
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
]);

function writeRareCharacter(into: Uint8Array, from: number, point: number): number {
  let at = from;
  if (point < 0x20 || (point >= 0xd800 && point <= 0xdfff)) {
    const escape = shortEscapes.get(point) ?? `\\u${point.toString(16).padStart(4, '0')}`;
    for (let i = 0; i < escape.length; i += 1) into[at++] = escape.charCodeAt(i);
    return at;
  }
  if (point < 0x800) {
    into[at++] = 0xc0 | (point >> 6);
  } else {
    into[at++] = 0xf0 | (point >> 18);
    into[at++] = 0x80 | ((point >> 12) & 0x3f);
    into[at++] = 0x80 | ((point >> 6) & 0x3f);
  }
  into[at++] = 0x80 | (point & 0x3f);
  return at;
}
