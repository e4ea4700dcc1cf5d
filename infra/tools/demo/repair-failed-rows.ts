import ExcelJS from 'exceljs';
import type { SyntheticRow } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { firstDataRow } from './fill-template.ts';

export type Repair = { readonly rows: number; readonly cells: number };

/** Corrects a workbook of failed rows: the note of each names its original. */
export async function repairFailedRows(
  path: string,
  content: DatasetContent,
  originalOf: (row: number) => SyntheticRow,
  repaired: string,
): Promise<Repair> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  const sheet = workbook.getWorksheet('数据');
  if (sheet === undefined) throw new Error('待修改文件中没有“数据”工作表。');
  let [rows, cells] = [0, 0];
  for (let number = firstDataRow; number <= sheet.rowCount; number += 1) {
    const row = sheet.getRow(number);
    const notes = content.fields.map((_, i) => noteText(row.getCell(i + 1).note));
    const place = notes.map((note) => /原文件第 (\d+) 行/.exec(note)?.[1]).find((found) => found !== undefined);
    if (place === undefined) continue;
    const original = originalOf(Number(place));
    content.fields.forEach(({ key }, i) => {
      const cell = row.getCell(i + 1);
      const value = original[key] ?? null;
      if (cell.value === value) return;
      cell.value = value;
      cells += 1;
    });
    rows += 1;
  }
  await workbook.xlsx.writeFile(repaired);
  return { rows, cells };
}

function noteText(note: string | ExcelJS.Comment | undefined): string {
  if (note === undefined) return '';
  return typeof note === 'string' ? note : (note.texts ?? []).map(({ text }) => text).join('');
}
