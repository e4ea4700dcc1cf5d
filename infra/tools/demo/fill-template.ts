import ExcelJS from 'exceljs';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { FaultyRow } from '../synthetic/faults/fault-injector.ts';

/** Below header and hints. */
export const firstDataRow = 3;

/** Fills a template with exceljs, as a department's program would. */
export async function fillTemplate(
  template: string,
  content: DatasetContent,
  rows: readonly FaultyRow[],
  path: string,
): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(template);
  const sheet = workbook.getWorksheet('数据');
  if (sheet === undefined) throw new Error('模板中没有“数据”工作表。');
  rows.forEach((row, i) => {
    const line = sheet.getRow(firstDataRow + i);
    line.values = content.fields.map(({ key }) => cellOf(row[key] ?? null));
  });
  await workbook.xlsx.writeFile(path);
}

type Filled = string | number | boolean | null | { error: '#N/A' };

function cellOf(cell: FaultyRow[string]): Filled {
  if (typeof cell !== 'object' || cell === null) return cell ?? null;
  if ('error' in cell) return { error: '#N/A' };
  return 'date' in cell ? cell.date : Number(cell.number);
}
