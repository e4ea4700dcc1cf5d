import { parseCellReference } from '../../xlsx/cells/cell-reference.ts';
import { readingLimits } from '../../xlsx/refusals/reading-limits.ts';
import { WorkbookRefused } from '../../xlsx/refusals/workbook-refused.ts';
import { XmlTags } from '../../xlsx/xml/xml-tags.ts';
import { XmlWindow } from '../../xlsx/xml/xml-window.ts';
import { mayHoldActiveFormula } from './active-formula.ts';
import { editRow } from './edit-row.ts';
import { elementEnd, prefixOf } from './edit-xml.ts';

/** The faults of a row, by 0-based column. */
export type RowMarks = {
  readonly row: number;
  readonly columns: ReadonlyMap<number, 'error' | 'warning'>;
};

export type SheetEdits = {
  /** Ascending by row. */
  readonly marks: AsyncIterator<RowMarks>;
  /** Returns the style of a cell, its own one being `own`; the same where nothing changes. */
  readonly styleOf: (own: number, fault: 'error' | 'warning' | null) => number;
  /** True where every cell is asked for its style. */
  readonly asksEveryCell: boolean;
  readonly editHead: (xml: Buffer) => string;
  readonly editTail: (xml: Buffer, prefix: string) => string;
  readonly onFormulaDropped: () => void;
};

/** A row has at most 16,384 cells. */
const maxRowBytes = 128 * 1024 * 1024;

/** Streams a worksheet with its changes, row by row; rows without changes are copied as bytes. */
export async function* editSheet(
  chunks: AsyncIterable<Uint8Array>,
  part: string,
  edits: SheetEdits,
): AsyncGenerator<string | Uint8Array> {
  const editor = new SheetEditor(part, edits);
  for await (const chunk of chunks) {
    editor.feed(chunk);
    yield* await editor.advance();
  }
  editor.close();
  yield* await editor.advance();
  yield editor.finish();
}

type Output = (string | Uint8Array)[];

/** Copies the bytes between changes to the output, as few pieces as there are changes. */
class CopiedBytes {
  readonly out: Output;
  readonly #bytes: Buffer;
  #copied: number;

  constructor(bytes: Buffer, start: number, out: Output) {
    this.#bytes = bytes;
    this.#copied = start;
    this.out = out;
  }

  upTo(end: number): void {
    if (end > this.#copied) this.out.push(Buffer.from(this.#bytes.subarray(this.#copied, end)));
    this.#copied = end;
  }

  /** Leaves out what was replaced. */
  skipTo(end: number): void {
    this.#copied = end;
  }
}

class SheetEditor {
  readonly #part: string;
  readonly #edits: SheetEdits;
  readonly #window: XmlWindow;
  readonly #tags: XmlTags;
  readonly #columnStyles: { readonly first: number; readonly last: number; readonly style: number }[] = [];
  readonly #droppedShared = new Set<string>();
  #phase: 'head' | 'rows' | 'tail' = 'head';
  readonly #tail: Buffer[] = [];
  #tailBytes = 0;
  #prefix = '';
  #isEmpty = false;
  #lastRow = 0;
  #next: RowMarks | null | undefined;

  constructor(part: string, edits: SheetEdits) {
    this.#part = part;
    this.#edits = edits;
    this.#tags = new XmlTags(part);
    this.#window = new XmlWindow(maxRowBytes, () => this.#corrupt());
  }

  feed(chunk: Uint8Array): void {
    this.#window.feed(chunk);
  }

  /** No more bytes follow. */
  close(): void {
    this.#window.close();
  }

  /** Returns what can be written so far. */
  async advance(): Promise<Output> {
    const out: Output = [];
    if (!this.#window.isReady()) return out;
    if (this.#phase === 'head') this.#readHead(out);
    if (this.#phase === 'rows') await this.#readRows(out);
    if (this.#phase === 'tail') this.#keepTail();
    return out;
  }

  finish(): string {
    if (this.#phase === 'head') {
      // The sheet ended before its rows began: `<worksheet/>` has none.
      const { bytes, start, end } = this.#window;
      return this.#edits.editTail(Buffer.from(bytes.subarray(start, end)), this.#prefix);
    }
    if (this.#phase === 'rows') throw this.#corrupt();
    return this.#edits.editTail(Buffer.concat(this.#tail), this.#prefix);
  }

  /** The head ends before `<sheetData`. */
  #readHead(out: Output): void {
    const { bytes, start, end } = this.#window;
    const tags = this.#tags;
    let at = start;
    for (;;) {
      const lessThan = bytes.indexOf(0x3c, at);
      if (lessThan < 0 || lessThan >= end) break;
      const kind = tags.scan(bytes, lessThan, end);
      if (kind === 'incomplete') break;
      at = tags.end;
      if (kind !== 'open' && kind !== 'empty') continue;
      if (tags.is('worksheet')) this.#prefix = prefixOf(bytes.utf8Slice(lessThan, at));
      if (tags.is('col')) this.#addColumn();
      if (!tags.is('sheetData')) continue;
      out.push(this.#edits.editHead(Buffer.from(bytes.subarray(start, lessThan))));
      out.push(`<${this.#prefix}sheetData>`);
      this.#phase = 'rows';
      this.#isEmpty = kind === 'empty'; // opened all the same: rows with faults may be missing
      this.#window.keepFrom(at);
      return;
    }
    this.#columnStyles.length = 0; // read again with more bytes
    this.#window.keepFrom(start);
  }

  #addColumn(): void {
    const [first, last, style] = ['min', 'max', 'style'].map((name) => Number(this.#tags.attribute(name) ?? 0));
    if (style !== undefined && style > 0)
      this.#columnStyles.push({ first: (first ?? 1) - 1, last: (last ?? 1) - 1, style });
  }

  async #readRows(out: Output): Promise<void> {
    if (this.#next === undefined) await this.#takeNext();
    const { bytes, end } = this.#window;
    const copy = new CopiedBytes(bytes, this.#window.start, out);
    let at = this.#window.start;
    while (this.#phase === 'rows') {
      if (this.#isEmpty) {
        await this.#endRows(out);
        break;
      }
      const lessThan = bytes.indexOf(0x3c, at);
      if (lessThan < 0 || lessThan >= end) break;
      const kind = this.#tags.scan(bytes, lessThan, end);
      if (kind === 'incomplete') break;
      if (kind === 'open' || kind === 'empty') {
        const rowEnd = kind === 'empty' ? this.#tags.end : this.#findRowEnd(bytes, lessThan, this.#tags.end, end);
        if (rowEnd < 0) break;
        await this.#readRow(bytes.subarray(lessThan, rowEnd), lessThan, copy);
        at = rowEnd;
        continue;
      }
      at = this.#tags.end;
      if (kind !== 'close') continue;
      copy.upTo(lessThan);
      copy.skipTo(at);
      await this.#endRows(out);
    }
    copy.upTo(at);
    this.#window.keepFrom(at);
  }

  async #readRow(row: Buffer, start: number, copy: CopiedBytes): Promise<void> {
    const number = this.#rowNumber(row);
    if (this.#next !== null && this.#next !== undefined && this.#next.row < number) {
      copy.upTo(start);
      await this.#addRowsBefore(number, copy.out);
    }
    const marks = this.#next?.row === number ? this.#next : null;
    if (marks !== null || this.#edits.asksEveryCell || this.#mayHaveActiveFormula(row)) {
      copy.upTo(start);
      copy.out.push(this.#edited(row, number, marks));
      copy.skipTo(start + row.length);
      if (marks !== null) await this.#takeNext();
    }
    this.#lastRow = number;
  }

  async #endRows(out: Output): Promise<void> {
    await this.#addRowsBefore(Number.POSITIVE_INFINITY, out);
    out.push(`</${this.#prefix}sheetData>`);
    this.#phase = 'tail';
  }

  #edited(row: Buffer, number: number, marks: RowMarks | null): string {
    const { styleOf, onFormulaDropped } = this.#edits;
    const rowTag = row.utf8Slice(0, row.indexOf(0x3e) + 1);
    const rowStyle = /\scustomFormat\s*=\s*["'](?:1|true)["']/.test(rowTag)
      ? Number(/\ss\s*=\s*["'](\d+)["']/.exec(rowTag)?.[1] ?? 0)
      : 0;
    return editRow(row, number, this.#part, {
      columns: marks === null ? [] : [...marks.columns.keys()].sort((a, b) => a - b),
      style: (column, own) =>
        styleOf(own ?? (rowStyle > 0 ? rowStyle : this.#columnStyle(column)), marks?.columns.get(column) ?? null),
      droppedShared: this.#droppedShared,
      onFormulaDropped,
    });
  }

  #columnStyle(column: number): number {
    return this.#columnStyles.find(({ first, last }) => first <= column && column <= last)?.style ?? 0;
  }

  /** Rows with faults that the sheet lacks. */
  async #addRowsBefore(row: number, out: Output): Promise<void> {
    for (let next = this.#next; next !== null && next !== undefined && next.row < row; next = this.#next) {
      if (next.row > this.#lastRow)
        out.push(this.#edited(Buffer.from(`<${this.#prefix}row r="${next.row}"/>`), next.row, next));
      await this.#takeNext();
    }
  }

  async #takeNext(): Promise<void> {
    const taken = await this.#edits.marks.next();
    this.#next = taken.done === true ? null : taken.value;
  }

  /** Returns the offset after the row; -1: incomplete. */
  #findRowEnd(bytes: Buffer, start: number, from: number, end: number): number {
    const name = /^<([^\s/>]+)/.exec(bytes.latin1Slice(start, Math.min(start + 64, end)))?.[1] ?? 'row';
    const closing = bytes.indexOf(`</${name}`, from, 'latin1');
    if (closing < 0 || closing >= end) return -1;
    const content = bytes.subarray(from, closing);
    if (content.includes('<!')) {
      // A comment or CDATA section may hold the closing tag as text.
      return elementEnd(bytes.subarray(0, end), from, this.#part);
    }
    const after = bytes.indexOf(0x3e, closing);
    return after < 0 || after >= end ? -1 : after + 1;
  }

  #rowNumber(row: Buffer): number {
    const tag = row.latin1Slice(0, row.indexOf(0x3e) + 1);
    const written = /\sr\s*=\s*["'](\d+)["']/.exec(tag)?.[1];
    if (written !== undefined) return Number(written);
    const cell = /^[^>]*>\s*<(?:[^\s/>:]+:)?c\s[^>]*?\br\s*=\s*["']([^"']+)["']/.exec(
      row.latin1Slice(0, Math.min(row.length, 512)),
    )?.[1];
    const reference = cell === undefined ? undefined : parseCellReference(cell);
    return reference === undefined || reference.row < 1 ? this.#lastRow + 1 : reference.row;
  }

  /** Reads the bytes once: most rows have no formula, and most formulas stay within the workbook. */
  #mayHaveActiveFormula(row: Buffer): boolean {
    if (!row.includes(this.#prefix === '' ? '<f' : `<${this.#prefix}f`)) return false;
    if (this.#droppedShared.size > 0) return true;
    return mayHoldActiveFormula(row.latin1Slice(0, row.length));
  }

  #keepTail(): void {
    const { bytes, start, end } = this.#window;
    this.#tail.push(Buffer.from(bytes.subarray(start, end)));
    this.#tailBytes += end - start;
    if (this.#tailBytes > readingLimits.bufferedPartBytes)
      throw new WorkbookRefused('too-large', { part: this.#part, limit: readingLimits.bufferedPartBytes >> 20 });
    this.#window.keepFrom(end);
  }

  #corrupt(): WorkbookRefused {
    return new WorkbookRefused('corrupt', { part: this.#part });
  }
}
