import type { Workbook } from '../../../kernel/sheet.ts';
import { marksSheet, readMarks, type Marks } from '../../template/marks.ts';
import { firstRows } from './first-rows.ts';

/** The marks in a template's properties or hidden sheet: `null` when absent, `altered` when they were edited. */
export async function readWorkbookMarks(workbook: Workbook): Promise<Marks | 'altered' | null> {
  const hidden = workbook.sheets.some(({ name }) => name === marksSheet)
    ? await firstRows(workbook, marksSheet, 3)
    : [];
  return readMarks(
    workbook.properties,
    hidden.map(({ cells }) => cells),
  );
}
