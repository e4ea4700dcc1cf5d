/// <reference lib="dom" />

/** Replaces what is no UTF-8 as Node's decoder does (WHATWG), and keeps a byte-order mark. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
/** Engines limit the arguments of one call. */
const maxUnits = 4096;
/** A longer text is worth the call of a decoder. */
const maxCountedBytes = 24;

type Encoding = 'utf8' | 'latin1' | 'utf16le';

/** What the workbook reader uses of Node's Buffer, with the same answers; reading beyond the end throws. */
class BrowserBytes extends Uint8Array {
  latin1Slice(start: number, end: number): string {
    let text = '';
    if (end - start <= maxCountedBytes) {
      for (let i = start; i < end; i += 1) text += String.fromCharCode(this[i] ?? 0);
      return text;
    }
    for (let at = start; at < end; at += maxUnits)
      text += String.fromCharCode(...this.subarray(at, Math.min(at + maxUnits, end)));
    return text;
  }

  utf8Slice(start: number, end: number): string {
    return utf8.decode(this.subarray(start, end));
  }

  override toString(encoding: Encoding = 'utf8', start = 0, end = this.length): string {
    const last = Math.min(end, this.length);
    if (encoding === 'latin1') return this.latin1Slice(start, last);
    return encoding === 'utf8' ? this.utf8Slice(start, last) : this.#utf16Slice(start, last);
  }

  /** A decoder would replace half of a surrogate pair, which Node keeps. */
  #utf16Slice(start: number, end: number): string {
    let text = '';
    for (let at = start; at + 1 < end; at += 2) text += String.fromCharCode(this.readUInt16LE(at));
    return text;
  }

  /** Searches a text as Latin-1. */
  override indexOf(sought: number | string | Uint8Array, from = 0): number {
    if (typeof sought === 'number') return super.indexOf(sought, from);
    const bytes = typeof sought === 'string' ? latin1Bytes(sought) : sought;
    const [first = 0] = bytes;
    for (let at = super.indexOf(first, from); at >= 0; at = super.indexOf(first, at + 1))
      if (bytes.every((byte, i) => this[at + i] === byte)) return at;
    return -1;
  }

  override includes(sought: number | string | Uint8Array, from = 0): boolean {
    return this.indexOf(sought, from) >= 0;
  }

  copy(target: Uint8Array, at: number, start: number, end: number): void {
    target.set(this.subarray(start, end), at);
  }

  readUInt16LE(at: number): number {
    return this.#words().getUint16(at, true);
  }

  readInt32LE(at: number): number {
    return this.#words().getInt32(at, true);
  }

  readUInt32LE(at: number): number {
    return this.#words().getUint32(at, true);
  }

  readUInt32BE(at: number): number {
    return this.#words().getUint32(at);
  }

  readBigUInt64LE(at: number): bigint {
    return this.#words().getBigUint64(at, true);
  }

  #words(): DataView {
    return new DataView(this.buffer, this.byteOffset, this.byteLength);
  }
}

function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function from(text: string): BrowserBytes;
function from(bytes: Uint8Array): BrowserBytes;
function from(buffer: ArrayBuffer, offset: number, length: number): BrowserBytes;
function from(given: string | Uint8Array | ArrayBuffer, offset?: number, length?: number): BrowserBytes {
  if (given instanceof ArrayBuffer) return new BrowserBytes(given, offset, length);
  return new BrowserBytes(typeof given === 'string' ? encoder.encode(given) : given);
}

function concat(chunks: readonly Uint8Array[]): BrowserBytes {
  const whole = new BrowserBytes(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

const alloc = (size: number): BrowserBytes => new BrowserBytes(size);

/** The bundler puts it where code that browsers share with Node names `Buffer`. */
export const Buffer = { alloc, allocUnsafeSlow: alloc, concat, from };
