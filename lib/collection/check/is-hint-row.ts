import type { SheetRow } from '../../kernel/sheet.ts';
import { hintMark } from '../template/hint-mark.ts';

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
