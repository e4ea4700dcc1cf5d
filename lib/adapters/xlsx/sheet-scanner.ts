import type { Cell, MergedRange, SheetRow } from '../../kernel/sheet.ts';
import { cellType, cellTypeOf } from './cell-type.ts';
import type { CellType } from './cell-type.ts';
import type { CellValues } from './cell-values.ts';
import { cellReference, columnLetters } from './column-letters.ts';
import { ElementText } from './element-text.ts';
import { mergedRange } from './merged-range.ts';
import { cellCharacterLimit, sheetColumnLimit, sheetRowLimit } from './reading-limits.ts';
import { beyondAscii, special, textEnd, textSigns } from './text-signs.ts';
import { WorkbookRefused } from './workbook-refused.ts';
import type { WorkbookRefusalCode } from '../../../schemas/collection/workbook-refusals.ts';
import { nameHash, XmlTags } from './xml-tags.ts';
import { trimXmlSpace, unescapeXstring, xmlText } from './xml-text.ts';
import { XmlWindow } from './xml-window.ts';

const batchRows = 1000;
/** A row may be 16,384 cells wide, so a batch also ends at this many cells. */
const batchCells = 64 * 1024;
const mergesKept = 10_000;
const certainDigits = 15;
const powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
const emptyCells: readonly Cell[] = new Array<Cell>(256).fill(null);
const rowName = nameHash('row');

// Markup as little-endian words.
const closeV = 0x3e762f3c; //  </v>
const closeC = 0x3e632f3c; //  </c>
const closeF = 0x3e662f3c; //  </f>
const openIs = 0x3e73693c; //  <is>
const openT = 0x003e743c; //   <t>
const closeT = 0x3e742f3c; //  </t>
const closeIs = 0x73692f3c; // </is
const closeRo = 0x6f722f3c; // </ro

/**
 * Rows from a worksheet's bytes, chunk by chunk. It knows four levels and passes over the rest:
 *
 *   <worksheet> <sheetData> <row r="3"> <c r="B3" t="s" s="1"><v>0</v></c> …
 *
 * A cell is read in one go: `#usualCell` knows the shapes that Excel, WPS and the libraries write, and leaves everything else to
 * `#anyCell`, which reads XML by the book. What is not complete yet stays in the window until the next chunk.
 * A row without a number follows the one before it, unless its first cell says otherwise; a row that comes again or too late is refused.
 */
export class SheetScanner {
  readonly merges: MergedRange[] = [];
  readonly #sheet: string;
  readonly #part: string;
  readonly #values: CellValues;
  readonly #window: XmlWindow;
  readonly #tags: XmlTags;
  readonly #text: ElementText;
  /** The open elements' names, as hashes: a row's cells stand three deep. */
  readonly #open: number[] = [];
  #rootSeen = false;
  #inData = false;
  #inRow = false;
  #inMerges = false;
  #row = 0;
  #rowIsNumbered = false;
  #lastRow = 0;
  #lastFilledRow = 0;
  #column = -1;
  #cells: Cell[] = [];
  #filled = 0;
  #width = 0;
  #room = batchCells;

  constructor(sheet: string, part: string, values: CellValues, cellXmlBytes: number) {
    this.#sheet = sheet;
    this.#part = part;
    this.#values = values;
    this.#window = new XmlWindow(cellXmlBytes, () => (this.#inRow ? this.#tooLong(this.#column + 1) : this.#corrupt()));
    this.#tags = new XmlTags(part);
    this.#text = new ElementText(part);
  }

  feed(chunk: Uint8Array): void {
    this.#window.feed(chunk);
  }

  /** Adds rows to the batch. True: the batch is full, call again with a new one. False: feed more bytes first. */
  fill(batch: SheetRow[]): boolean {
    const { bytes, end } = this.#window;
    let at = this.#window.start;
    for (;;) {
      while (at < end && bytes[at] !== 0x3c) {
        if (this.#open.length === 0 && (bytes[at] ?? 0) > 0x20) throw this.#corrupt();
        at += 1;
      }
      if (at >= end) break;
      let after = -1;
      if (this.#inRow && this.#open.length === 3) {
        if (bytes[at + 1] === 0x63 /* c */) after = this.#usualCell(bytes, at);
        else if (bytes.readUInt32LE(at) === closeRo && bytes[at + 4] === 0x77 && bytes[at + 5] === 0x3e && this.#open[2] === rowName) {
          this.#open.pop();
          this.#endRow(batch);
          after = at + 6;
        }
      }
      if (after < 0) after = this.#markup(bytes, at, end, batch);
      if (after < 0) break;
      at = after;
      if (batch.length >= batchRows || this.#room <= 0) {
        this.#window.start = at;
        this.#room = batchCells;
        return true;
      }
    }
    this.#window.start = at;
    return false;
  }

  /** Throws `corrupt` when the part ended before its last element. */
  finish(): void {
    if (!this.#rootSeen || this.#open.length > 0 || this.#window.start < this.#window.end) throw this.#corrupt();
  }

  /** `<c r="B3" s="1" t="s">…</c>` as written day in, day out. -1: another shape, or its end isn't here yet. */
  #usualCell(bytes: Buffer, start: number): number {
    let at = start + 2;
    let column = this.#column + 1;
    let style = 0;
    let type: CellType = cellType.number;
    while (bytes[at] === 0x20) {
      if (bytes[at + 2] !== 0x3d || bytes[at + 3] !== 0x22) return -1;
      const name = bytes[at + 1];
      at += 4;
      let sign = bytes[at] ?? 0;
      if (name === 0x72 /* r */) {
        let letters = 0;
        for (; sign >= 0x41 && sign <= 0x5a; sign = bytes[++at] ?? 0) letters = letters * 26 + sign - 0x40;
        if (letters === 0 || !this.#rowIsNumbered) return -1;
        while (sign >= 0x30 && sign <= 0x39) sign = bytes[++at] ?? 0;
        column = letters - 1;
      } else if (name === 0x73 /* s */) {
        for (; sign >= 0x30 && sign <= 0x39; sign = bytes[++at] ?? 0) style = style * 10 + sign - 0x30;
      } else if (name === 0x74 /* t */) {
        if (sign === 0x73 && bytes[at + 1] === 0x22) {
          type = cellType.shared; // s
          at += 1;
        } else if (sign === 0x73 && bytes[at + 1] === 0x74 && bytes[at + 2] === 0x72) {
          type = cellType.text; // str
          at += 3;
        } else if (bytes.readUInt32LE(at) === 0x696c6e69 && bytes.readUInt32LE(at + 4) === 0x7453656e && bytes[at + 8] === 0x72) {
          type = cellType.inline; // inlineStr
          at += 9;
        } else if (sign === 0x6e) at += 1; // n
        else return -1;
      } else return -1;
      if (bytes[at] !== 0x22) return -1;
      at += 1;
    }
    if (bytes[at] === 0x2f && bytes[at + 1] === 0x3e) {
      this.#put(column, null);
      return at + 2;
    }
    return bytes[at] === 0x3e ? this.#usualContent(bytes, at + 1, column, style, type) : -1;
  }

  #usualContent(bytes: Buffer, from: number, column: number, style: number, type: CellType): number {
    let at = from;
    if (bytes[at + 1] === 0x66 /* <f */) {
      at = afterFormula(bytes, at);
      if (at < 0) return -1;
    }
    if (type === cellType.inline) return this.#usualInline(bytes, at, column);
    if (bytes[at] !== 0x3c || bytes[at + 1] !== 0x76 || bytes[at + 2] !== 0x3e) {
      if (bytes.readUInt32LE(at) !== closeC) return -1;
      this.#put(column, null);
      return at + 4;
    }
    at += 3;
    let value: Cell | undefined;
    if (type === cellType.shared) {
      const digits = at;
      let index = 0;
      for (let sign = bytes[at] ?? 0; sign >= 0x30 && sign <= 0x39; sign = bytes[++at] ?? 0) index = index * 10 + sign - 0x30;
      if (at === digits || at - digits > 9) return -1;
      if (bytes[at] === 0x3c) value = this.#values.shared(index);
      if (value === undefined) return -1;
    } else if (type === cellType.number) {
      const start = at;
      const negative = bytes[at] === 0x2d;
      if (negative) at += 1;
      let digits = 0;
      let fraction = 0;
      let whole = 0;
      let sign = bytes[at] ?? 0;
      for (; sign >= 0x30 && sign <= 0x39; sign = bytes[++at] ?? 0) {
        whole = whole * 10 + sign - 0x30;
        digits += 1;
      }
      if (sign === 0x2e && digits > 0) {
        sign = bytes[++at] ?? 0;
        for (; sign >= 0x30 && sign <= 0x39; sign = bytes[++at] ?? 0) {
          whole = whole * 10 + sign - 0x30;
          fraction += 1;
        }
      }
      if (digits === 0) return -1;
      if (sign === 0x3c && digits + fraction <= certainDigits) {
        // Both operands are exact, so the quotient is the double nearest to what is written.
        const size = fraction === 0 ? whole : whole / (powersOfTen[fraction] ?? 1);
        value = this.#values.number(negative && size !== 0 ? -size : size, style);
      } else {
        while (sign !== 0x3c && sign !== 0x26 && sign > 0x20) sign = bytes[++at] ?? 0;
        if (sign !== 0x3c) return -1;
        value = this.#values.writtenNumber(bytes.toString('latin1', start, at), style);
      }
    } else {
      const start = at;
      at = this.#textEnd(bytes, at);
      if (bytes.readUInt32LE(at) !== closeV) return -1;
      value = this.#usualText(bytes, start, at, column);
    }
    if (bytes.readUInt32LE(at) !== closeV || bytes.readUInt32LE(at + 4) !== closeC) return -1;
    this.#put(column, value);
    return at + 8;
  }

  /** `<is><t>text</t></is></c>`, with or without `xml:space="preserve"`. */
  #usualInline(bytes: Buffer, from: number, column: number): number {
    let at = from;
    if (bytes.readUInt32LE(at) !== openIs) return -1;
    at += 4;
    let keepsSpace = false;
    if ((bytes.readUInt32LE(at) & 0xffffff) === openT) at += 3;
    else if (bytes.readUInt32LE(at) === 0x7820743c /* <t x */ && bytes.toString('latin1', at, at + 24) === '<t xml:space="preserve">') {
      at += 24;
      keepsSpace = true;
    } else return -1;
    const start = at;
    at = this.#textEnd(bytes, at);
    if (bytes.readUInt32LE(at) !== closeT || bytes.readUInt32LE(at + 4) !== closeIs || bytes[at + 8] !== 0x3e || bytes.readUInt32LE(at + 9) !== closeC) return -1;
    const text = this.#usualText(bytes, start, at, column);
    this.#put(column, text === null || keepsSpace || ((bytes[start] ?? 0) > 0x20 && (bytes[at - 1] ?? 0) > 0x20) ? text : trimXmlSpace(text));
    return at + 13;
  }

  #signs = 0;

  /** Where the text ends; its signs are kept for `#usualText`. */
  #textEnd(bytes: Buffer, start: number): number {
    let at = start;
    let signs = 0;
    do signs |= textSigns[bytes[at++] ?? 0] ?? 0;
    while (signs < textEnd);
    this.#signs = signs;
    return at - 1;
  }

  #usualText(bytes: Buffer, start: number, end: number, column: number): string | null {
    if (start === end) return null;
    const signs = this.#signs;
    const text = (signs & special) !== 0 ? unescapeXstring(xmlText(bytes, start, end, this.#part)) : (signs & beyondAscii) === 0 ? bytes.toString('latin1', start, end) : bytes.toString('utf8', start, end);
    if (text.length > cellCharacterLimit) throw this.#tooLong(column);
    return text;
  }

  /** Any other markup; behind it, or -1 when its end isn't here yet. */
  #markup(bytes: Buffer, at: number, end: number, batch: SheetRow[]): number {
    const tags = this.#tags;
    const kind = tags.scan(bytes, at, end);
    if (kind === 'incomplete') return -1;
    if (kind === 'skip' || kind === 'cdata') return tags.end;
    const depth = this.#open.length;
    if (kind === 'close') {
      if (this.#open.pop() !== tags.nameHash()) throw this.#corrupt();
      if (depth === 3 && this.#inRow) this.#endRow(batch);
      if (depth === 2) {
        this.#inData = false;
        this.#inMerges = false;
      }
      return tags.end;
    }
    if (depth === 3 && this.#inRow && tags.is('c')) return this.#anyCell(bytes, kind, end);
    if (depth === 0) {
      if (this.#rootSeen || !tags.is('worksheet')) throw this.#corrupt();
      this.#rootSeen = true;
    } else if (depth === 2 && this.#inData && tags.is('row')) this.#startRow(kind === 'open');
    else if (depth === 2 && this.#inMerges && tags.is('mergeCell')) this.#keepMerge(tags.attribute('ref'));
    if (kind === 'open') {
      if (depth === 1) {
        this.#inData = tags.is('sheetData');
        this.#inMerges = tags.is('mergeCells');
      }
      this.#open.push(tags.nameHash());
    }
    return tags.end;
  }

  #anyCell(bytes: Buffer, kind: 'open' | 'empty', end: number): number {
    const tags = this.#tags;
    const content = this.#text;
    if (kind === 'open' && !content.read(bytes, tags.end, end, tags.nameHash())) return -1;
    const place = this.#place(tags.attribute('r'));
    if (kind === 'empty') {
      this.#put(place, null);
      return tags.end;
    }
    const value = this.#values.written(cellTypeOf(tags.attribute('t')), Number(tags.attribute('s') ?? 0), content.value, content.rich);
    if (value === undefined) throw this.#corrupt();
    if (typeof value === 'string' && value.length > cellCharacterLimit) throw this.#tooLong(place);
    this.#put(place, value);
    return content.end;
  }

  /** The cell's column. Its row matters only where the row itself has no number. */
  #place(written: string | undefined): number {
    if (written === undefined) return this.#column + 1;
    const reference = cellReference(written);
    if (reference === undefined) throw this.#corrupt();
    if (!this.#rowIsNumbered && reference.row > 0) this.#numberRow(reference.row);
    return reference.column < 0 ? this.#column + 1 : reference.column;
  }

  #startRow(hasCells: boolean): void {
    const written = this.#tags.attribute('r');
    this.#rowIsNumbered = false;
    if (written === undefined) this.#numberRow(this.#lastRow + 1);
    else if (/^\d{1,10}$/.test(written) && Number(written) > 0) this.#numberRow(Number(written));
    else throw this.#corrupt();
    this.#rowIsNumbered = written !== undefined;
    this.#lastRow = this.#row;
    this.#inRow = hasCells;
    this.#column = -1;
    this.#filled = 0;
    this.#cells = emptyCells.slice(0, this.#width);
  }

  #numberRow(row: number): void {
    if (row > sheetRowLimit) throw this.#refused('too-many-rows');
    this.#row = row;
    this.#rowIsNumbered = true;
  }

  #endRow(batch: SheetRow[]): void {
    this.#inRow = false;
    this.#lastRow = this.#row;
    const filled = this.#filled;
    this.#room -= 1;
    if (filled === 0) return;
    if (this.#row <= this.#lastFilledRow) throw this.#refused('rows-out-of-order', { row: this.#row });
    this.#lastFilledRow = this.#row;
    const cells = this.#cells;
    if (cells.length > filled) cells.length = filled;
    this.#width = Math.min(filled, emptyCells.length);
    this.#room -= filled;
    batch.push({ row: this.#row, cells });
  }

  #put(column: number, value: Cell): void {
    if (column >= sheetColumnLimit) throw this.#refused('too-many-columns', { row: this.#row });
    this.#column = column;
    if (value === null || value === '') return;
    if (typeof value === 'string' && value.length > cellCharacterLimit) throw this.#tooLong(column);
    const cells = this.#cells;
    while (cells.length < column) cells.push(null);
    cells[column] = value;
    if (column >= this.#filled) this.#filled = column + 1;
  }

  #keepMerge(reference: string | undefined): void {
    const range = mergedRange(reference ?? '');
    if (range === undefined) throw this.#corrupt();
    if (this.merges.length < mergesKept) this.merges.push(range);
  }

  #tooLong(column: number): WorkbookRefused {
    return this.#refused('cell-too-long', { row: this.#row, column: columnLetters(column) });
  }

  #refused(code: WorkbookRefusalCode, facts: Readonly<Record<string, string | number>> = {}): WorkbookRefused {
    return new WorkbookRefused(code, { sheet: this.#sheet, ...facts });
  }

  #corrupt(): WorkbookRefused {
    return this.#refused('corrupt', { part: this.#part });
  }
}

/** Behind `<f>…</f>` or `<f …/>`: a formula's text is not asked for. -1: not here, or not as usual. */
function afterFormula(bytes: Buffer, start: number): number {
  let at = start + 2;
  if (bytes[at] !== 0x3e && bytes[at] !== 0x20 && bytes[at] !== 0x2f) return -1;
  for (let sign = bytes[at]; sign !== 0x3e; sign = bytes[++at]) if (sign === 0 || sign === 0x3c) return -1;
  if (bytes[at - 1] === 0x2f) return at + 1;
  for (let sign = bytes[at]; sign !== 0x3c; sign = bytes[++at]) if (sign === 0) return -1;
  return bytes.readUInt32LE(at) === closeF ? at + 4 : -1;
}
