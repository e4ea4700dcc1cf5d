import type { SheetRow, Workbook } from '../../../kernel/sheet.ts';

/** Reads the first non-empty rows of a sheet, at most `count`. */
export async function firstRows(workbook: Workbook, sheet: string, count: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of workbook.rows(sheet)) {
    rows.push(...batch.slice(0, count - rows.length));
    if (rows.length >= count) break;
  }
  return rows;
}
