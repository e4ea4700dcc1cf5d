import type { Workbook } from '../../kernel/sheet.ts';
import { marksSheet, readMarks, type Marks } from '../template/marks.ts';
import { firstRows } from './first-rows.ts';

/** What a workbook says of itself, in its properties or its hidden sheet; `null`: nothing, `altered`: something else than we wrote. */
export async function readWorkbookMarks(workbook: Workbook): Promise<Marks | 'altered' | null> {
  const hidden = workbook.sheets.some(({ name }) => name === marksSheet)
    ? await firstRows(workbook, marksSheet, 3)
    : [];
  return readMarks(
    workbook.properties,
    hidden.map(({ cells }) => cells),
  );
}
