import ExcelJS from 'exceljs';
import type { TemplateColumn, TemplateSpec } from '../../../collection/template/template-spec.ts';
import { textLines } from '../../../kernel/text-width.ts';
import { bodyFont, headerStyle, hintStyle, requiredHeaderStyle } from '../styles/styles.ts';
import { addCodesSheet, addDataSheet, listLongCodeLists } from './data-sheet.ts';
import { addExplanationSheet } from './explanation-sheet.ts';
import { freeSheetName } from './sheet-name.ts';

/** Names the platform as author, never the person who requested it. */
export function newWorkbook(spec: TemplateSpec): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '政务数据归集平台';
  workbook.lastModifiedBy = '政务数据归集平台';
  workbook.title = spec.title;
  workbook.created = new Date(spec.createdAt);
  workbook.modified = new Date(spec.createdAt);
  workbook.views = [{ x: 0, y: 0, width: 28_000, height: 16_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }];
  return workbook;
}

/** With `without-notes` the caller streams the notes itself. */
export function addTemplateSheet(
  workbook: ExcelJS.Workbook,
  spec: TemplateSpec,
  notes: 'with-notes' | 'without-notes',
): ExcelJS.Worksheet {
  const sheet = addDataSheet(workbook, { ...spec, name: spec.sheetName, frozenRows: spec.hintRow });
  const header = sheet.getRow(spec.headerRow);
  const hints = sheet.getRow(spec.hintRow);
  spec.columns.forEach((column, i) => {
    Object.assign(header.getCell(i + 1), {
      value: column.heading,
      style: getHeaderStyle(column),
      ...(notes === 'with-notes' ? { note: buildNote(column.comment) } : {}),
    });
    Object.assign(hints.getCell(i + 1), { value: column.hint, style: hintStyle });
  });
  header.height = 8 + 15 * Math.max(...spec.columns.map((column) => textLines(column.heading, column.width)));
  // Hints have a smaller font than widths are measured in.
  hints.height = Math.min(
    400,
    8 + 12 * Math.max(...spec.columns.map((column) => textLines(column.hint, column.width * 1.2))),
  );
  return sheet;
}

/** Adds explanation, code lists and marks. */
export function addSheetsBehind(workbook: ExcelJS.Workbook, spec: TemplateSpec): void {
  addExplanationSheet(
    workbook,
    spec.explanation,
    freeSheetName(
      '填写说明',
      workbook.worksheets.map(({ name }) => name),
    ),
  );
  addCodesSheet(workbook, listLongCodeLists(spec.columns));
  const marks = workbook.addWorksheet(spec.marks.sheet, { state: 'hidden' });
  for (const pair of spec.marks.pairs) marks.addRow([...pair]);
}

function getHeaderStyle(column: TemplateColumn): Partial<ExcelJS.Style> {
  return column.required ? requiredHeaderStyle : headerStyle;
}

function buildNote(text: string): ExcelJS.Comment {
  return { texts: [{ font: { ...bodyFont, size: 9 }, text }], margins: { insetmode: 'auto' }, editAs: 'absolute' };
}
