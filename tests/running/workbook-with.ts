import ExcelJS from 'exceljs';
import type { Cell } from '../../lib/kernel/sheet.ts';
import type { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';

/** Writes a plain workbook with the dataset's labels and these rows. */
export async function workbookWith(
  content: DatasetContent,
  rows: Iterable<Readonly<Record<string, Cell>>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('数据');
  sheet.addRow(content.fields.map(({ label }) => label));
  for (const row of rows) sheet.addRow(content.fields.map(({ key }) => excelValue(row[key] ?? null)));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** A cell for exceljs. Throws for a number of more than 15 digits, which Excel cannot store. */
export function excelValue(cell: Cell): ExcelJS.CellValue {
  if (typeof cell !== 'object' || cell === null) return cell;
  if ('date' in cell) return new Date(`${cell.date.length === 10 ? `${cell.date}T00:00:00` : cell.date}Z`);
  if ('error' in cell) return { formula: 'NA()', result: { error: '#N/A' } };
  throw new Error('a long number and a shown one are only read, never written');
}
