import type { Cell, Font, Style, Workbook, Worksheet } from 'exceljs';
import type { DictionaryRow, Explanation } from '../../../collection/template/template-spec.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { textLines } from '../../../kernel/text-width.ts';
import { fitToA4Width, pageNumbers } from '../styles/print-setup.ts';
import { bodyFont, border, headerStyle, middleCentre, middleLeft, sectionFont, titleFont } from '../styles/styles.ts';

const columns: readonly (readonly [
  heading: string,
  width: number,
  readValue: (row: DictionaryRow) => string | number,
  isCentred: boolean,
])[] = [
  ['序号', 6, (row) => row.number, true],
  ['信息项', 22, (row) => row.label, false],
  ['必填', 7, (row) => row.required, true],
  ['类型', 11, (row) => row.type, true],
  ['长度', 9, (row) => row.length, true],
  ['填写要求', 50, (row) => row.requirement, false],
  ['示例', 24, (row) => row.example, false],
  ['可选值', 40, (row) => row.values, false],
  ['敏感级别', 13, (row) => row.sensitivity, true],
];
const lastColumn = columns.length;
const sectionLook = { font: sectionFont, height: 22 };

/** Adds the facts, the steps, the data dictionary and the long code lists. */
export function addExplanationSheet(workbook: Workbook, explanation: Explanation, name: string): void {
  const sheet = workbook.addWorksheet(name, {
    pageSetup: fitToA4Width(),
    headerFooter: pageNumbers,
    views: [{ showGridLines: false }],
  });
  columns.forEach(([, width], i) => (sheet.getColumn(i + 1).width = width));
  addWide(sheet, 1, explanation.title, { font: titleFont, height: 30 });
  let row = addFacts(sheet, 3, explanation.facts);
  addWide(sheet, row + 1, '怎样填写', sectionLook);
  row += 2;
  const width = columns.reduce((sum, [, columnWidth]) => sum + columnWidth, 0);
  explanation.steps.forEach((step, i) => {
    const text = `${i + 1}. ${step}`;
    addWide(sheet, row, text, { font: bodyFont, height: getRowHeight(textLines(text, width)) });
    row++;
  });
  addWide(sheet, row + 1, '信息项说明', sectionLook);
  row = addDictionary(sheet, row + 2, explanation.dictionary);
  for (const table of explanation.codeTables)
    row = addCodeTable(sheet, row + 1, `代码表：${table.name}（${table.standard}）`, table.rows);
}

function addFacts(sheet: Worksheet, first: number, facts: Explanation['facts']): number {
  facts.forEach(([name, value], i) => {
    const row = sheet.getRow(first + i);
    sheet.mergeCells(first + i, 1, first + i, 2);
    sheet.mergeCells(first + i, 3, first + i, lastColumn);
    writeText(row.getCell(1), name, { ...framedLook, ...definedOnly({ font: headerStyle.font }) });
    Object.assign(row.getCell(1), { fill: headerStyle.fill });
    writeText(row.getCell(3), value, framedLook);
    row.height = getRowHeight(
      textLines(
        value,
        columns.slice(2).reduce((sum, [, width]) => sum + width, 0),
      ),
    );
  });
  return first + facts.length;
}

function addDictionary(sheet: Worksheet, first: number, dictionary: readonly DictionaryRow[]): number {
  const header = sheet.getRow(first);
  columns.forEach(([heading], i) => Object.assign(header.getCell(i + 1), { value: heading, style: headerStyle }));
  header.height = 24;
  dictionary.forEach((entry, i) => {
    const row = sheet.getRow(first + 1 + i);
    columns.forEach(([, , readValue, isCentred], column) =>
      writeText(row.getCell(column + 1), readValue(entry), isCentred ? centredLook : framedLook),
    );
    row.height = getRowHeight(
      Math.max(...columns.map(([, width, readValue]) => textLines(`${readValue(entry)}`, width))),
    );
  });
  return first + 1 + dictionary.length;
}

function addCodeTable(
  sheet: Worksheet,
  first: number,
  title: string,
  rows: readonly (readonly [string, string, string])[],
): number {
  addWide(sheet, first, title, sectionLook);
  const columnRanges = [
    [1, 2],
    [3, 5],
    [6, 6],
  ] as const;
  [['代码', '名称', '也可填写'] as const, ...rows].forEach((texts, i) => {
    const row = sheet.getRow(first + 1 + i);
    columnRanges.forEach(([from, to], part) => {
      if (from !== to) sheet.mergeCells(first + 1 + i, from, first + 1 + i, to);
      if (i === 0) Object.assign(row.getCell(from), { value: texts[part], style: headerStyle });
      else writeText(row.getCell(from), texts[part] ?? '', framedLook);
    });
    row.height = getRowHeight(Math.max(textLines(texts[1], 27), textLines(texts[2], 50)));
  });
  return first + 2 + rows.length;
}

function addWide(
  sheet: Worksheet,
  row: number,
  text: string,
  { font, height }: { readonly font: Partial<Font>; readonly height: number },
): void {
  sheet.mergeCells(row, 1, row, lastColumn);
  writeText(sheet.getCell(row, 1), text, { font, alignment: middleLeft });
  sheet.getRow(row).height = height;
}

const framedLook: Partial<Style> = { font: bodyFont, alignment: middleLeft, border };
const centredLook: Partial<Style> = { ...framedLook, alignment: { ...middleCentre, wrapText: true } };

function writeText(cell: Cell, value: string | number, style: Partial<Style>): void {
  cell.value = value;
  cell.style = { numFmt: '@', ...style };
}

/** Heights are in points; Excel's limit is 409. */
function getRowHeight(lines: number): number {
  return Math.min(400, 6 + 15 * lines);
}
