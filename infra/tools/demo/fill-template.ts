import { readFile, writeFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { FaultyRow } from '../synthetic/faults/fault-injector.ts';

/** What exceljs and fflate would date by the moment of writing. A zip has local times, and takes a local one here. */
const writtenAt = new Date('2020-12-01T00:00:00Z');
const zippedAt = new Date(2020, 11, 1);

/** Below header and hints. */
export const firstDataRow = 3;

/** Fills a template with exceljs, as a department's program would. */
export async function fillTemplate(
  template: string,
  content: DatasetContent,
  rows: readonly FaultyRow[],
  path: string,
): Promise<void> {
  await writeFile(path, await filledTemplate(await readFile(template), content, rows));
}

/** The same bytes for the same template and rows. */
export async function filledTemplate(
  template: Uint8Array,
  content: DatasetContent,
  rows: readonly FaultyRow[],
): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(template).buffer, { ignoreNodes: ['dataValidations'] });
  const sheet = workbook.getWorksheet('数据');
  if (sheet === undefined) throw new Error('模板中没有“数据”工作表。');
  rows.forEach((row, i) => {
    const line = sheet.getRow(firstDataRow + i);
    line.values = content.fields.map(({ key }) => cellOf(row[key] ?? null));
  });
  workbook.created = writtenAt;
  workbook.modified = writtenAt;
  return copyValidations(new Uint8Array(await workbook.xlsx.writeBuffer()), template);
}

/** exceljs takes seconds over validations of 50,000 rows, one a cell: they are copied unread. */
function copyValidations(filled: Uint8Array, template: Uint8Array): Uint8Array {
  const name = 'xl/worksheets/sheet1.xml';
  const sheetOf = (workbook: Uint8Array): string => strFromU8(unzipSync(workbook)[name] ?? new Uint8Array());
  const validations = /<dataValidations.*<\/dataValidations>/s.exec(sheetOf(template))?.[0] ?? '';
  const sheet = sheetOf(filled).replace(/(?=<pageMargins)/, () => validations);
  return zipSync({ ...unzipSync(filled), [name]: strToU8(sheet) }, { mtime: zippedAt });
}

type Filled = string | number | boolean | null | { error: '#N/A' };

function cellOf(cell: FaultyRow[string]): Filled {
  if (typeof cell !== 'object' || cell === null) return cell ?? null;
  if ('error' in cell) return { error: '#N/A' };
  return 'date' in cell ? cell.date : Number(cell.number);
}
