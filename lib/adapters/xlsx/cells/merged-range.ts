import type { MergedRange } from '../../../kernel/sheet.ts';
import { parseCellReference } from './cell-reference.ts';

/** `A1:C2` → rows 1–2, columns 0–2; `A1` is a range too. `undefined`: not a reference. */
export function parseMergedRange(text: string): MergedRange | undefined {
  const [from = '', to = from] = text.split(':', 2);
  const first = parseCellReference(from);
  const last = parseCellReference(to);
  if (first === undefined || last === undefined || first.column < 0 || last.column < 0 || first.row < 1 || last.row < 1)
    return undefined;
  return {
    firstRow: Math.min(first.row, last.row),
    lastRow: Math.max(first.row, last.row),
    firstColumn: Math.min(first.column, last.column),
    lastColumn: Math.max(first.column, last.column),
  };
}
