import { columnLetters } from '../../kernel/column-letters.ts';
import type { Cell, SheetRow } from '../../kernel/sheet.ts';

/** Writes one line without empty cells: `{"row":3,"cells":{"A":"王芳","D":{"date":"2020-11-30"}}}`. */
export function formatRowJson({ row, cells }: SheetRow): string {
  let members = '';
  for (let column = 0; column < cells.length; column += 1) {
    const cell = cells[column] ?? null;
    if (cell !== null) members += `${members === '' ? '' : ','}"${columnLetters(column)}":${cellJson(cell)}`;
  }
  return `{"row":${row},"cells":{${members}}}\n`;
}

function cellJson(cell: Exclude<Cell, null>): string {
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : JSON.stringify(cell);
}
