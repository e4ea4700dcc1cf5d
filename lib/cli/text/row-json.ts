import { columnLetters } from '../../kernel/column-letters.ts';
import type { Cell, PlainCell, SheetRow } from '../../kernel/sheet.ts';

/**
 * Writes one line without empty cells; numbers are as stored, whatever their format shows:
 *
 *   {"row":3,"cells":{"A":"王芳","D":{"date":"2020-11-30"}}}
 */
export function formatRowJson({ row, cells }: SheetRow): string {
  let members = '';
  for (let column = 0; column < cells.length; column += 1) {
    const cell = cells[column] ?? null;
    if (cell !== null) members += `${members === '' ? '' : ','}"${columnLetters(column)}":${cellJson(cell)}`;
  }
  return `{"row":${row},"cells":{${members}}}\n`;
}

function cellJson(cell: Exclude<Cell, null>): string {
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  return JSON.stringify(typeof cell === 'string' ? cell : toStored(cell));
}

function toStored(cell: Extract<Cell, object>): PlainCell {
  if ('percent' in cell) return Number(cell.percent) / 100;
  if ('scaled' in cell) return cell.scaled;
  return 'shown' in cell ? cell.value : cell;
}
