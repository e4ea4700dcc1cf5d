import type { Cell } from '../../kernel/sheet.ts';

/** Tells rows that hold only white space in the dataset's columns; they are skipped and not counted. */
export function isBlankRow(cells: readonly Cell[], columns: readonly number[]): boolean {
  for (const column of columns) {
    const cell = column < 0 ? null : (cells[column] ?? null);
    if (cell !== null && (typeof cell !== 'string' || /[^\s\u200b\ufeff]/u.test(cell))) return false;
  }
  return true;
}
