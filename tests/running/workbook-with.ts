import ExcelJS from 'exceljs';
import type { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';

/** A plain workbook with the dataset's labels and these rows, every cell as it is given. */
export async function workbookWith(content: DatasetContent, rows: Iterable<Readonly<Record<string, string | number | null>>>): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('数据');
  sheet.addRow(content.fields.map(({ label }) => label));
  for (const row of rows) sheet.addRow(content.fields.map(({ key }) => row[key] ?? null));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
