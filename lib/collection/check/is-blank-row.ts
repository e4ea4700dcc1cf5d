import type { Cell } from '../../kernel/sheet.ts';

/** Whether none of the dataset's columns holds anything but white space: such a row is passed over and not counted. */
export function isBlankRow(cells: readonly Cell[], columns: readonly number[]): boolean {
  for (const column of columns) {
    const cell = column < 0 ? null : (cells[column] ?? null);
    if (cell !== null && (typeof cell !== 'string' || /[^\s\u200b\ufeff]/u.test(cell))) return false;
  }
  return true;
}
