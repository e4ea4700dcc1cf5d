import { formatPlainNumber } from '../../kernel/formats/text-cell-reader.ts';
import type { Cell } from '../../kernel/sheet.ts';
import { cutText } from '../../kernel/text/cut-text.ts';
import { compatibleText } from '../../kernel/text/unified-text.ts';

/** Characters; what stands behind them tells nothing about a column. */
const maxTextLength = 2_000;

/** Writes what a person sees in the cell, trimmed; '' for an empty one. */
export function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cutText(cell.trim(), maxTextLength);
  if (cell === null) return '';
  if (typeof cell === 'number') return formatPlainNumber(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if ('date' in cell) return cell.date.replace('T', ' ');
  if ('percent' in cell) return `${cell.percent}%`;
  if ('shown' in cell) return cell.shown;
  if ('scaled' in cell) return formatPlainNumber(cell.scaled);
  return 'error' in cell ? cell.error : cell.number;
}

/** Folds width, white space and case, for comparing with the words of a code list. */
export function foldWord(text: string): string {
  return compatibleText(text).replace(/\s+/gu, '').toUpperCase();
}
