import { readFile, writeFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
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
  await workbook.xlsx.readFile(template, { ignoreNodes: ['dataValidations'] });
  const sheet = workbook.getWorksheet('数据');
  if (sheet === undefined) throw new Error('模板中没有“数据”工作表。');
  rows.forEach((row, i) => {
    const line = sheet.getRow(firstDataRow + i);
    line.values = content.fields.map(({ key }) => cellOf(row[key] ?? null));
  });
  const filled = new Uint8Array(await workbook.xlsx.writeBuffer());
  await writeFile(path, copyValidations(filled, await readFile(template)));
}

/** exceljs takes seconds over validations of 50,000 rows, one a cell: they are copied unread. */
function copyValidations(filled: Uint8Array, template: Uint8Array): Uint8Array {
  const name = 'xl/worksheets/sheet1.xml';
  const sheetOf = (workbook: Uint8Array): string => strFromU8(unzipSync(workbook)[name] ?? new Uint8Array());
  const validations = /<dataValidations.*<\/dataValidations>/s.exec(sheetOf(template))?.[0] ?? '';
  const sheet = sheetOf(filled).replace(/(?=<pageMargins)/, () => validations);
  return zipSync({ ...unzipSync(filled), [name]: strToU8(sheet) });
}

type Filled = string | number | boolean | null | { error: '#N/A' };

function cellOf(cell: FaultyRow[string]): Filled {
  if (typeof cell !== 'object' || cell === null) return cell ?? null;
  if ('error' in cell) return { error: '#N/A' };
  return 'date' in cell ? cell.date : Number(cell.number);
}
