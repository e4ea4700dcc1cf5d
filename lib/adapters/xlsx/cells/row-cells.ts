import { columnLetters } from '../../../kernel/column-letters.ts';
import type { Cell } from '../../../kernel/sheet.ts';
import { cellCharacterLimit, sheetColumnLimit, sheetRowLimit } from '../refusals/reading-limits.ts';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';

const emptyCells: readonly Cell[] = new Array<Cell>(256).fill(null);

/** Empty cells right of this column count against `maxGapCells`: they cost memory, but no bytes of the file. */
const uncountedColumns = 256;
const maxGapCells = 20_000_000;

/** Its array starts as wide as the previous row: most rows are alike. */
export class RowCells {
  row = 0;
  isNumbered = false;
  column = -1;
  cells: Cell[] = [];
  /** Counts cells up to the last non-empty one. */
  filled = 0;
  readonly sheet: string;
  #values = 0;
  #gapCells = 0;

  constructor(sheet: string) {
    this.sheet = sheet;
  }

  /** `isNumbered` false: `row` is a guess that a cell may correct. */
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
    if (typeof value === 'string' && value.length > cellCharacterLimit) throw this.cellTooLong(column);
    this.cells[column] = value;
    this.#values += 1;
  }

  /** Drops trailing empty cells. Throws `too-sparse`. */
  take(): Cell[] {
    if (this.filled > uncountedColumns) {
      this.#gapCells += Math.max(0, this.filled - uncountedColumns - this.#values);
      if (this.#gapCells > maxGapCells)
        throw new WorkbookRefused('too-sparse', {
          sheet: this.sheet,
          row: this.row,
          column: columnLetters(this.filled - 1),
        });
    }
    if (this.cells.length > this.filled) this.cells.length = this.filled;
    return this.cells;
  }

  cellTooLong(column: number): WorkbookRefused {
    return new WorkbookRefused('cell-too-long', { sheet: this.sheet, row: this.row, column: columnLetters(column) });
  }
}
