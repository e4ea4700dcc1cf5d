import { nonAscii, special, textEnd, byteClasses } from '../cells/byte-classes.ts';
import { afterOpenT, closeT } from '../cells/fast-text.ts';
import { cellCharacterLimit, type ReadingLimits } from '../refusals/reading-limits.ts';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { ElementText } from '../xml/element-text.ts';
import { XmlTags } from '../xml/xml-tags.ts';
import { unescapeXstring } from '../xml/xml-text.ts';
import { XmlWindow } from '../xml/xml-window.ts';
import type { PackageParts } from '../zip/package-parts.ts';
import { StringArena } from './string-arena.ts';

// Markup is compared as little-endian words.
const openSi = 0x3e69733c; //  <si>
const closeSi = 0x69732f3c; // </si

/** 64 MiB plus ten times the compressed part: a small file must not fill the memory. */
const minArenaBytes = 64 * 1024 * 1024;
const maxArenaRatio = 10;

export type SharedStrings = { readonly length: number; readonly at: (index: number) => string | undefined };

/** Cuts strings just beyond the cell limit: their cells are refused. */
export async function readSharedStrings(
  parts: PackageParts,
  part: string,
  limits: ReadingLimits,
): Promise<SharedStrings> {
  const arena = new StringArena(
    Math.min(limits.sharedStringBytes, minArenaBytes + maxArenaRatio * parts.packedSize(part)),
  );
  const chunks = parts.stream(part);
  if (chunks === undefined) return arena;
  const scanner = new SharedStringScanner(arena, part, limits.cellXmlBytes);
  for await (const chunk of chunks) scanner.feed(chunk);
  scanner.finish();
  return arena;
}

class SharedStringScanner {
  readonly #arena: StringArena;
  readonly #part: string;
  readonly #window: XmlWindow;
  readonly #tags: XmlTags;
  readonly #text: ElementText;
  readonly #open: number[] = [];
  #rootSeen = false;

  constructor(arena: StringArena, part: string, limit: number) {
    this.#arena = arena;
    this.#part = part;
    this.#window = new XmlWindow(limit, () => this.#corrupt());
    this.#tags = new XmlTags(part);
    this.#text = new ElementText(part);
  }

  feed(chunk: Uint8Array): void {
    this.#window.feed(chunk);
    if (this.#window.isReady()) this.#scan();
  }

  #scan(): void {
    const window = this.#window;
    const { bytes, words, end } = window;
    let at = window.start;
    for (;;) {
      while (at < end && bytes[at] !== 0x3c) {
        if (this.#open.length === 0 && (bytes[at] ?? 0) > 0x20) throw this.#corrupt();
        at += 1;
      }
      if (at >= end) break;
      const next = this.#open.length === 1 ? this.#fastString(bytes, words, at) : -1;
      const after = next >= 0 ? next : this.#markup(bytes, at, end);
      if (after < 0) break;
      at = after;
    }
    window.keepFrom(at);
  }

  finish(): void {
    this.#scan();
    if (!this.#rootSeen || this.#open.length > 0 || this.#window.start < this.#window.end) throw this.#corrupt();
  }

  /** Returns the offset after a plain `<si><t>text</t></si>`; -1: another shape. */
  #fastString(bytes: Buffer, words: DataView, at: number): number {
    if (words.getUint32(at, true) !== openSi) return -1;
    const start = afterOpenT(bytes, words, at + 4);
    if (start < 0) return -1;
    let end = start;
    let classes = 0;
    do classes |= byteClasses[bytes[end++] ?? 0] ?? 0;
    while (classes < textEnd);
    end -= 1;
    if (
      (classes & special) !== 0 ||
      end - start > cellCharacterLimit ||
      words.getUint32(end, true) !== closeT ||
      words.getUint32(end + 4, true) !== closeSi ||
      bytes[end + 8] !== 0x3e
    )
      return -1;
    this.#arena.add(bytes, start, end, (classes & nonAscii) === 0);
    return end + 9;
  }

  #markup(bytes: Buffer, at: number, end: number): number {
    const tags = this.#tags;
    const kind = tags.scan(bytes, at, end);
    if (kind === 'incomplete') return -1;
    if (kind === 'open') {
      if (this.#open.length === 1 && tags.is('si')) {
        if (!this.#text.read(bytes, tags.end, end, tags.nameHash())) return -1;
        this.#add(this.#text.rich ?? '');
        return this.#text.end;
      }
      if (this.#open.length === 0) this.#root();
      this.#open.push(tags.nameHash());
    } else if (kind === 'empty') {
      if (this.#open.length === 0) this.#root();
      if (this.#open.length === 1 && tags.is('si')) this.#add('');
    } else if (kind === 'close' && this.#open.pop() !== tags.nameHash()) throw this.#corrupt();
    return tags.end;
  }

  #root(): void {
    if (this.#rootSeen || !this.#tags.is('sst')) throw this.#corrupt();
    this.#rootSeen = true;
  }

  #add(text: string): void {
    const bytes = Buffer.from(unescapeXstring(text).slice(0, cellCharacterLimit + 1));
    this.#arena.add(bytes, 0, bytes.length, false);
  }

  #corrupt(): WorkbookRefused {
    return new WorkbookRefused('corrupt', { part: this.#part });
  }
}
