import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { decodeXmlText } from './xml-text.ts';

const hashStart = 0x811c9dc5;
const hashFactor = 0x01000193;

/** `incomplete`: more bytes are needed. */
export type TagKind = 'incomplete' | 'open' | 'close' | 'empty' | 'skip' | 'cdata';

/** Scans one piece of markup at a time; names are compared without their prefix. */
export class XmlTags {
  end = 0;
  textStart = 0;
  textEnd = 0;
  #bytes: Buffer = Buffer.alloc(0);
  #nameStart = 0;
  #localStart = 0;
  #nameEnd = 0;
  #tagEnd = 0;
  readonly #part: string;

  constructor(part: string) {
    this.#part = part;
  }

  /** Scans from the `<` at `at`. Throws `corrupt` or `doctype-found`. */
  // oxlint-disable-next-line eslint/complexity -- hot loop: one pass over the bytes of a tag
  scan(bytes: Buffer, at: number, end: number): TagKind {
    this.#bytes = bytes;
    const first = at + 1 < end ? bytes[at + 1] : undefined;
    if (first === undefined) return 'incomplete';
    if (first === 0x21 /* ! */) return this.#declaration(at, end);
    if (first === 0x3f /* ? */) return this.#until('?>', at + 2, end, 'skip');
    const closing = first === 0x2f; /* / */
    let i = closing ? at + 2 : at + 1;
    this.#nameStart = i;
    this.#localStart = i;
    for (; i < end; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte === 0x3e || byte === 0x2f || byte <= 0x20) break;
      if (byte === 0x3a /* : */) this.#localStart = i + 1;
      else if (byte === 0x3c || byte === 0x22 || byte === 0x27 || byte === 0x3d || byte === 0x26) throw this.#corrupt();
    }
    if (i >= end) return 'incomplete';
    this.#nameEnd = i;
    if (i === this.#localStart) throw this.#corrupt();
    for (; i < end; i += 1) {
      const byte = bytes[i];
      if (byte === 0x3e /* > */) {
        const empty = !closing && bytes[i - 1] === 0x2f;
        this.#tagEnd = empty ? i - 1 : i;
        this.end = i + 1;
        if (closing) return 'close';
        return empty ? 'empty' : 'open';
      }
      if (byte === 0x22 || byte === 0x27) {
        i = bytes.indexOf(byte, i + 1);
        if (i < 0 || i >= end) return 'incomplete';
      } else if (byte === 0x3c) throw this.#corrupt();
    }
    return 'incomplete';
  }

  is(name: string): boolean {
    const length = name.length;
    if (this.#nameEnd - this.#localStart !== length) return false;
    for (let i = 0; i < length; i += 1) if (this.#bytes[this.#localStart + i] !== name.charCodeAt(i)) return false;
    return true;
  }

  localName(): string {
    return this.#bytes.utf8Slice(this.#localStart, this.#nameEnd);
  }

  /** Hashes the whole name (FNV-1a): opening and closing tag are equal. */
  nameHash(): number {
    let hash = hashStart;
    for (let i = this.#nameStart; i < this.#nameEnd; i += 1) hash = Math.imul(hash ^ (this.#bytes[i] ?? 0), hashFactor);
    return hash;
  }

  /** With `anyPrefix`, `id` finds `r:id` but not `id`. */
  // oxlint-disable-next-line eslint/complexity -- hot loop: one pass over the attributes of a tag
  attribute(name: string, anyPrefix = false): string | undefined {
    const bytes = this.#bytes;
    const end = this.#tagEnd;
    let i = this.#nameEnd;
    while (i < end) {
      while (i < end && (bytes[i] ?? 0) <= 0x20) i += 1;
      if (i >= end) return undefined;
      const nameStart = i;
      let local = i;
      while (i < end && bytes[i] !== 0x3d && (bytes[i] ?? 0) > 0x20) {
        if (bytes[i] === 0x3a) local = i + 1;
        i += 1;
      }
      const nameEnd = i;
      while (i < end && (bytes[i] ?? 0) <= 0x20) i += 1;
      if (bytes[i] !== 0x3d) throw this.#corrupt();
      i += 1;
      while (i < end && (bytes[i] ?? 0) <= 0x20) i += 1;
      const quote = bytes[i];
      if (i >= end || (quote !== 0x22 && quote !== 0x27)) throw this.#corrupt();
      const valueEnd = bytes.indexOf(quote, i + 1);
      if (valueEnd < 0 || valueEnd >= end) throw this.#corrupt();
      const from = anyPrefix ? local : nameStart;
      if (
        (!anyPrefix || local > nameStart) &&
        nameEnd - from === name.length &&
        bytes.latin1Slice(from, nameEnd) === name
      )
        return decodeXmlText(bytes, i + 1, valueEnd, this.#part);
      i = valueEnd + 1;
    }
    return undefined;
  }

  #declaration(at: number, end: number): TagKind {
    const bytes = this.#bytes;
    const start = bytes.latin1Slice(at, Math.min(at + 9, end));
    if (start.startsWith('<!--')) return this.#until('-->', at + 4, end, 'skip');
    if (start === '<![CDATA[') {
      const kind = this.#until(']]>', at + 9, end, 'cdata');
      this.textStart = at + 9;
      this.textEnd = this.end - 3;
      return kind;
    }
    if (start.length === 9 || !('<!DOCTYPE'.startsWith(start) || '<![CDATA['.startsWith(start) || start === '<!-')) {
      throw start.toUpperCase() === '<!DOCTYPE' || start.startsWith('<!E')
        ? new WorkbookRefused('doctype-found', { part: this.#part })
        : this.#corrupt();
    }
    return 'incomplete';
  }

  #until(mark: string, from: number, end: number, kind: TagKind): TagKind {
    const found = this.#bytes.indexOf(mark, from, 'latin1');
    if (found < 0 || found + mark.length > end) return 'incomplete';
    this.end = found + mark.length;
    return kind;
  }

  #corrupt(): WorkbookRefused {
    return new WorkbookRefused('corrupt', { part: this.#part });
  }
}

/** Hashes like `XmlTags.nameHash`, for ASCII names. */
export function nameHash(name: string): number {
  let hash = hashStart;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), hashFactor);
  return hash;
}
