import type { Cell, SheetRow } from '../../kernel/sheet.ts';
import { isBlankText } from '../../kernel/text/unified-text.ts';
import { hintMark } from '../template/marks.ts';

/** Tells rows with only white space in the dataset's columns. */
export function isBlankRow(cells: readonly Cell[], columns: readonly number[]): boolean {
  for (const column of columns) {
    const cell = column < 0 ? null : (cells[column] ?? null);
    if (cell !== null && (typeof cell !== 'string' || !isBlankText(cell))) return false;
  }
  return true;
}

/** Tells the template's hint row by its mark, wherever a sort has moved it. */
export function isHintRow(row: SheetRow, headerRow: number): boolean {
  if (row.row <= headerRow) return false;
  for (const cell of row.cells) {
    if (cell !== null && cell !== '')
      return typeof cell === 'string' && cell.includes(hintMark.charAt(0)) && cell.trimStart().startsWith(hintMark);
  }
  return false;
}
