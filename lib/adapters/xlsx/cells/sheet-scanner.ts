import type { ColumnRange, MergedRange, SheetRow } from '../../../kernel/sheet.ts';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { ElementText } from '../xml/element-text.ts';
import { nameHash, XmlTags } from '../xml/xml-tags.ts';
import { XmlWindow } from '../xml/xml-window.ts';
import { parseCellReference } from './cell-reference.ts';
import { parseCellType } from './cell-type.ts';
import type { CellValues } from './cell-values.ts';
import { FastCells } from './fast-cells.ts';
import { parseMergedRange } from './merged-range.ts';
import { RowCells } from './row-cells.ts';

const batchRows = 1000;
/** A row may have 16,384 cells. */
const batchCells = 64 * 1024;
const maxMerges = 200_000;
const maxColumnRanges = 1_000;
const rowName = nameHash('row');
// Markup is compared as little-endian words.
const openRow = 0x776f723c; //  <row
const rowNumber = 0x223d7220; //  r="
const closeRow = 0x6f722f3c; // </ro
const openHidden = 0x64646968; // hidd
const openHeight = 0x223d7468; // ht="

/**
 * Knows these levels and skips the rest:
 *
 *   <worksheet> <cols> <col min="2" max="3" hidden="1"/> …
 *   <worksheet> <sheetData> <row r="3"> <c r="B3" t="s" s="1"><v>0</v></c> …
 *
 * Incomplete markup waits in the window for the next chunk. Filled rows must ascend; a row without a number
 * follows the previous one, unless its first cell has one.
 */
export class SheetScanner {
  readonly merges: MergedRange[] = [];
  readonly hiddenColumns: ColumnRange[] = [];
  readonly #part: string;
  readonly #values: CellValues;
  readonly #window: XmlWindow;
  readonly #tags: XmlTags;
  readonly #text: ElementText;
  readonly #fast: FastCells;
  readonly #row: RowCells;
  /** Name hashes of the open elements; cells are at depth three. */
  readonly #open: number[] = [];
  #rootSeen = false;
  #inData = false;
  #inRow = false;
  #inMerges = false;
  #inColumns = false;
  #isHidden = false;
  #lastRow = 0;
  #lastFilledRow = 0;
  #room = batchCells;

  constructor(sheet: string, part: string, values: CellValues, cellXmlBytes: number) {
    this.#part = part;
    this.#values = values;
    this.#window = new XmlWindow(cellXmlBytes, () =>
      this.#inRow ? this.#row.cellTooLong(this.#row.column + 1) : this.#corrupt(),
    );
    this.#tags = new XmlTags(part);
    this.#text = new ElementText(part);
    this.#fast = new FastCells(values, part);
    this.#row = new RowCells(sheet);
  }

  feed(chunk: Uint8Array): void {
    this.#window.feed(chunk);
  }

  /** Call `fill` once more, then `finish`. */
  close(): void {
    this.#window.close();
  }

  /** True: the batch is full, call again with a new one. False: feed more bytes. */
  // oxlint-disable-next-line eslint/complexity -- hot loop: every row of a file passes here
  fill(batch: SheetRow[]): boolean {
    if (!this.#window.isReady()) return false;
    const { bytes, words, end } = this.#window;
    let at = this.#window.start;
    for (;;) {
      if (this.#inRow && this.#open.length === 3) {
        at = this.#fast.read(bytes, words, at, this.#row);
        if (
          words.getUint32(at, true) === closeRow &&
          bytes[at + 4] === 0x77 &&
          bytes[at + 5] === 0x3e &&
          this.#open[2] === rowName
        ) {
          at += 6;
          this.#open.pop();
          this.#endRow(batch);
        }
      }
      if (batch.length >= batchRows || this.#room <= 0) {
        this.#window.start = at;
        this.#room = batchCells;
        return true;
      }
      while (at < end && bytes[at] !== 0x3c) {
        if (this.#open.length === 0 && (bytes[at] ?? 0) > 0x20) throw this.#corrupt();
        at += 1;
      }
      if (words.getUint32(at, true) === openRow && this.#inData && this.#open.length === 2) {
        const cells = this.#fastRow(bytes, words, at);
        if (cells >= 0) {
          at = cells;
          continue;
        }
      }
      const after = at < end ? this.#markup(bytes, at, end, batch) : -1;
      if (after < 0) break;
      at = after;
    }
    this.#window.keepFrom(at);
    return false;
  }

  /** Throws `corrupt` when the part is incomplete. */
  finish(): void {
    if (!this.#rootSeen || this.#open.length > 0 || this.#window.start < this.#window.end) throw this.#corrupt();
  }

  /** Returns the offset after `<row r="3" …>`; -1: another shape or incomplete. */
  // oxlint-disable-next-line eslint/complexity -- hot loop: parses the tag without decoding it
  #fastRow(bytes: Buffer, words: DataView, start: number): number {
    if (words.getUint32(start + 4, true) !== rowNumber) return -1;
    let at = start + 8;
    let row = 0;
    for (let digit = bytes[at] ?? 0; digit >= 0x30 && digit <= 0x39; digit = bytes[++at] ?? 0)
      row = row * 10 + digit - 0x30;
    if (row === 0 || bytes[at] !== 0x22) return -1;
    let quoted = false;
    for (at += 1; ; at += 1) {
      const byte = bytes[at];
      if (byte === 0x22) quoted = !quoted;
      else if (byte === 0x68 && this.#mayHide(words, at)) return -1;
      else if (byte === 0x3e && !quoted) break;
      else if (byte === 0 || byte === 0x3c || byte === 0x27) return -1;
    }
    if (bytes[at - 1] === 0x2f) return -1;
    this.#beginRow(row, true);
    this.#isHidden = false;
    this.#inRow = true;
    this.#open.push(rowName);
    return at + 1;
  }

  /** Returns the offset after any markup; -1: incomplete. */
  // oxlint-disable-next-line eslint/complexity -- hot loop: one decision per tag, by kind and depth
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
        this.#inColumns = false;
      }
      return tags.end;
    }
    if (depth === 3 && this.#inRow && tags.is('c')) return this.#anyCell(bytes, kind, end);
    if (depth === 2 && this.#inData && tags.is('row')) this.#startRow(kind === 'open');
    else if (depth === 2 && this.#inMerges && tags.is('mergeCell')) this.#addMerge(tags.attribute('ref'));
    else if (depth === 2 && this.#inColumns && tags.is('col')) this.#addColumns();
    else if (depth === 0) {
      if (this.#rootSeen || !tags.is('worksheet')) throw this.#corrupt();
      this.#rootSeen = true;
    }
    if (kind === 'open') {
      if (depth === 1) {
        this.#inData = tags.is('sheetData');
        this.#inMerges = tags.is('mergeCells');
        this.#inColumns = tags.is('cols');
      }
      this.#open.push(tags.nameHash());
    }
    return tags.end;
  }

  #anyCell(bytes: Buffer, kind: 'open' | 'empty', end: number): number {
    const tags = this.#tags;
    const content = this.#text;
    if (kind === 'open' && !content.read(bytes, tags.end, end, tags.nameHash())) return -1;
    const column = this.#parseColumn(tags.attribute('r'));
    if (kind === 'empty') {
      this.#row.put(column, null);
      return tags.end;
    }
    const value = this.#values.parse({
      type: parseCellType(tags.attribute('t')),
      style: Number(tags.attribute('s') ?? 0),
      value: content.value,
      rich: content.rich,
      isFormula: content.isFormula,
    });
    if (value === undefined) throw this.#corrupt();
    this.#row.put(column, value);
    return content.end;
  }

  /** A cell's row matters only where the row has no number. */
  #parseColumn(written: string | undefined): number {
    const next = this.#row.column + 1;
    if (written === undefined) return next;
    const reference = parseCellReference(written);
    if (reference === undefined) throw this.#corrupt();
    if (!this.#row.isNumbered && reference.row > 0) this.#row.number(reference.row);
    return reference.column < 0 ? next : reference.column;
  }

  /** `hidden` or `ht="0`. */
  #mayHide(words: DataView, at: number): boolean {
    const word = words.getUint32(at, true);
    return word === openHidden || (word === openHeight && at + 4 < words.byteLength && words.getUint8(at + 4) === 0x30);
  }

  #startRow(hasCells: boolean): void {
    const written = this.#tags.attribute('r');
    if (written !== undefined && (!/^\d{1,10}$/.test(written) || Number(written) === 0)) throw this.#corrupt();
    this.#beginRow(written === undefined ? this.#lastRow + 1 : Number(written), written !== undefined);
    this.#isHidden = isTrue(this.#tags.attribute('hidden')) || isZero(this.#tags.attribute('ht'));
    this.#inRow = hasCells;
  }

  #beginRow(row: number, isNumbered: boolean): void {
    this.#row.start(row, isNumbered);
    this.#lastRow = row;
  }

  #endRow(batch: SheetRow[]): void {
    this.#inRow = false;
    const { row, filled, sheet } = this.#row;
    this.#lastRow = row;
    if (filled === 0) return;
    if (row <= this.#lastFilledRow) throw new WorkbookRefused('rows-out-of-order', { sheet, row });
    this.#lastFilledRow = row;
    this.#room -= filled;
    const cells = this.#row.take();
    batch.push(this.#isHidden ? { row, cells, hidden: true } : { row, cells });
  }

  #addMerge(reference: string | undefined): void {
    const range = parseMergedRange(reference ?? '');
    if (range === undefined) throw this.#corrupt();
    if (this.merges.length < maxMerges) this.merges.push(range);
  }

  #addColumns(): void {
    const [first, last] = [Number(this.#tags.attribute('min')), Number(this.#tags.attribute('max'))];
    const isHidden = isTrue(this.#tags.attribute('hidden')) || isZero(this.#tags.attribute('width'));
    if (!isHidden || !(first >= 1) || !(last >= first)) return;
    if (this.hiddenColumns.length < maxColumnRanges) this.hiddenColumns.push({ first: first - 1, last: last - 1 });
  }

  #corrupt(): WorkbookRefused {
    return new WorkbookRefused('corrupt', { sheet: this.#row.sheet, part: this.#part });
  }
}

/** Some programs hide a row or column by its size alone. */
function isZero(value: string | undefined): boolean {
  return value !== undefined && value.startsWith('0') && Number(value) === 0;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
