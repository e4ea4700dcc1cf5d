import type { Cell, SheetRow } from '../../kernel/sheet.ts';
import { hintMark } from '../template/marks.ts';

/** Tells rows that hold only white space in the dataset's columns; they are skipped and not counted. */
export function isBlankRow(cells: readonly Cell[], columns: readonly number[]): boolean {
  for (const column of columns) {
    const cell = column < 0 ? null : (cells[column] ?? null);
    if (cell !== null && (typeof cell !== 'string' || /[^\s\u200b\ufeff]/u.test(cell))) return false;
  }
  return true;
}

/**
 * Tells the template's hint row, wherever below the header a sort has moved it: its first filled cell begins with the
 * mark. It is skipped and not counted.
 */
export function isHintRow(row: SheetRow, headerRow: number): boolean {
  if (row.row <= headerRow) return false;
  for (const cell of row.cells) {
    if (cell !== null && cell !== '')
      return typeof cell === 'string' && cell.includes(hintMark.charAt(0)) && cell.trimStart().startsWith(hintMark);
  }
  return false;
}
