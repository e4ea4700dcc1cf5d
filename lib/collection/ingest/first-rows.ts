import type { SheetRow, Workbook } from '../../kernel/sheet.ts';

/** The first non-empty rows of a sheet, so many at the most; the rest is not read. */
export async function firstRows(workbook: Workbook, sheet: string, count: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of workbook.rows(sheet)) {
    rows.push(...batch.slice(0, count - rows.length));
    if (rows.length >= count) break;
  }
  return rows;
}
