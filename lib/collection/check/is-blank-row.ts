import type { Cell } from '../../kernel/sheet.ts';

/** Whether none of the dataset's columns holds anything but white space: such a row is passed over and not counted. */
export function isBlankRow(cells: readonly Cell[], columns: readonly number[]): boolean {
  return columns.every((column) => {
    const cell = column < 0 ? null : (cells[column] ?? null);
    return cell === null || (typeof cell === 'string' && (cell === '' || /^[\s\u200b\ufeff]*$/u.test(cell)));
  });
}
