import { columnLetters } from '../../../kernel/column-letters.ts';
import type { Cell } from '../../../kernel/sheet.ts';
import { cellCharacterLimit, sheetColumnLimit, sheetRowLimit } from '../refusals/reading-limits.ts';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';

const emptyCells: readonly Cell[] = new Array<Cell>(256).fill(null);

/** Rows as wide as this may be as empty as they like. Beyond, empty cells before filled ones are counted: each takes memory and time, and nothing in the file. */
const freeWidth = 256;
const hollowLimit = 20_000_000;

/** The row that is being read. Its array begins as wide as the row before was: most rows of a sheet are alike. */
export class RowCells {
  row = 0;
  /** The row's number was written, or one of its cells has told it. */
  isNumbered = false;
  /** Of the last cell, -1 before the first. */
  column = -1;
  cells: Cell[] = [];
  /** Cells up to the last one that holds something. */
  filled = 0;
  readonly sheet: string;
  /** Values put into the row, and empty cells of wide rows so far. */
  #values = 0;
  #hollow = 0;

  constructor(sheet: string) {
    this.sheet = sheet;
  }

  /** `isNumbered` false: `row` is only where it would stand if its cells say nothing else. */
  start(row: number, isNumbered: boolean): void {
    this.number(row);
    this.isNumbered = isNumbered;
    this.column = -1;
    this.cells = emptyCells.slice(0, this.filled);
    this.filled = 0;
    this.#values = 0;
  }

  number(row: number): void {
    if (row > sheetRowLimit) throw new WorkbookRefused('too-many-rows', { sheet: this.sheet });
    this.row = row;
    this.isNumbered = true;
  }

  put(column: number, value: Cell): void {
    this.column = column;
    if (value === null || value === '') {
      if (column >= sheetColumnLimit)
        throw new WorkbookRefused('too-many-columns', { sheet: this.sheet, row: this.row });
      return;
    }
    if (column >= this.filled) {
      if (column >= sheetColumnLimit)
        throw new WorkbookRefused('too-many-columns', { sheet: this.sheet, row: this.row });
      while (this.cells.length < column) this.cells.push(null);
      this.filled = column + 1;
    }
    if (typeof value === 'string' && value.length > cellCharacterLimit) throw this.tooLong(column);
    this.cells[column] = value;
    this.#values += 1;
  }

  /** The row's cells, without the empty ones at its end. Throws `too-sparse`. */
  take(): Cell[] {
    if (this.filled > freeWidth) {
      this.#hollow += Math.max(0, this.filled - freeWidth - this.#values);
      if (this.#hollow > hollowLimit)
        throw new WorkbookRefused('too-sparse', {
          sheet: this.sheet,
          row: this.row,
          column: columnLetters(this.filled - 1),
        });
    }
    if (this.cells.length > this.filled) this.cells.length = this.filled;
    return this.cells;
  }

  tooLong(column: number): WorkbookRefused {
    return new WorkbookRefused('cell-too-long', { sheet: this.sheet, row: this.row, column: columnLetters(column) });
  }
}
