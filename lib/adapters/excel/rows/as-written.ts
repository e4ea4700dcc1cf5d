import type { TemplateColumn } from '../../../collection/template/template-spec.ts';
import type { Cell, PlainCell } from '../../../kernel/sheet.ts';

/** Writes what the officer saw into a cell with the template's format; an error stays one at the next check. */
export function asWritten(cell: Cell, column: Pick<TemplateColumn, 'kind'> | null): PlainCell {
  if (typeof cell !== 'object' || cell === null) return cell;
  if ('percent' in cell) return `${cell.percent}%`;
  if ('scaled' in cell) return `${cell.scaled}（原单元格缩小显示，请核对）`;
  if ('shown' in cell) return column?.kind === 'number' ? cell.value : cell.shown;
  return cell;
}
