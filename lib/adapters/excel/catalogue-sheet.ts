import ExcelJS from 'exceljs';
import type { DatasetExport, ExportItem } from '../../../schemas/catalogue/views.ts';
import { textLines } from '../../kernel/text-width.ts';
import { fitToA4Width, pageNumbers } from './styles/print-setup.ts';
import { bodyFont, border, headerStyle, middleCentre, middleLeft, titleFont } from './styles/styles.ts';

/*
 * One line per item; values of the whole entry are merged over all lines.
 *
 *   | 信息资源分类 | … | 信息资源格式 |     信息项信息      |         共享属性          |      开放属性       | 更新周期 | …
 *   |      1       | … |      7       | 信息项名称 数据类型 | 共享类型 共享条件 共享方式 | 是否开放   开放条件 |    11    | …
 */
const groups: Readonly<Record<string, string>> = { '8': '信息项信息', '9': '共享属性', '10': '开放属性' };
const widths: Readonly<Record<string, number>> = {
  '1': 26,
  '2': 22,
  '3': 24,
  '4': 22,
  '5': 22,
  '6': 40,
  '7': 20,
  '8a': 24,
  '8b': 20,
  '9a': 14,
  '9b': 30,
  '9c': 20,
  '10a': 14,
  '10b': 20,
  '11': 10,
  '12': 12,
  '13': 20,
};
const [titleRow, groupRow, headerRow] = [1, 2, 3];

type SheetColumn = {
  readonly number: string;
  readonly label: string;
  readonly readValue: (item: ExportItem) => string;
  readonly merged: boolean;
};

/** Writes the ministry's form, and a sheet of the items with their technical attributes. */
export async function catalogueSheet(entry: DatasetExport): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.title = `${entry.content.metadata.name}（目录第 ${entry.version} 版）`;
  addForm(
    workbook.addWorksheet('政务信息资源目录', {
      views: [{ state: 'frozen', ySplit: headerRow }],
      pageSetup: fitToA4Width(`${groupRow}:${headerRow}`),
      headerFooter: pageNumbers,
    }),
    entry,
  );
  addItems(
    workbook.addWorksheet('信息项', {
      views: [{ state: 'frozen', ySplit: 1 }],
      pageSetup: fitToA4Width('1:1'),
      headerFooter: pageNumbers,
    }),
    entry.items,
  );
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function addForm(sheet: ExcelJS.Worksheet, entry: DatasetExport): void {
  const columns = listColumns(entry);
  sheet.getCell(titleRow, 1).value = `政务信息资源目录（${entry.form}）`;
  sheet.getCell(titleRow, 1).style = { font: titleFont, alignment: middleCentre };
  sheet.mergeCells(titleRow, 1, titleRow, columns.length);
  sheet.getRow(titleRow).height = 30;
  addHeader(sheet, columns);
  entry.items.forEach((item, line) => {
    columns.forEach(({ readValue, merged }, at) => {
      const cell = sheet.getCell(headerRow + 1 + line, at + 1);
      cell.style = { font: bodyFont, border, alignment: middleLeft, numFmt: '@' };
      if (line === 0 || !merged) cell.value = readValue(item);
    });
  });
  // Excel does not fit the height to merged cells.
  const lines = Math.max(
    ...columns.map(({ number, merged, readValue }) =>
      merged ? Math.max(...entry.items.slice(0, 1).map((item) => textLines(readValue(item), getWidth(number)))) : 1,
    ),
  );
  for (let line = 0; line < entry.items.length; line++)
    sheet.getRow(headerRow + 1 + line).height = Math.min(400, Math.max(18, (lines * 15) / entry.items.length));
  const last = headerRow + entry.items.length;
  columns.forEach(({ merged }, at) => {
    if (merged && entry.items.length > 1) sheet.mergeCells(headerRow + 1, at + 1, last, at + 1);
  });
}

function listColumns({ columns }: DatasetExport): SheetColumn[] {
  return columns.flatMap(({ number, label, value }): SheetColumn[] =>
    number === '8'
      ? [
          { number: '8a', label: '信息项名称', readValue: ({ name }) => name, merged: false },
          { number: '8b', label: '数据类型', readValue: ({ dataType }) => dataType, merged: false },
        ]
      : [{ number, label, readValue: () => value, merged: true }],
  );
}

function addHeader(sheet: ExcelJS.Worksheet, columns: readonly SheetColumn[]): void {
  columns.forEach(({ number, label }, at) => {
    sheet.getColumn(at + 1).width = getWidth(number);
    const group = groups[getGroup(number)];
    sheet.getCell(groupRow, at + 1).value = group ?? label;
    sheet.getCell(headerRow, at + 1).value = label;
    for (const row of [groupRow, headerRow]) sheet.getCell(row, at + 1).style = headerStyle;
    if (group === undefined) sheet.mergeCells(groupRow, at + 1, headerRow, at + 1);
    else if (getGroup(columns[at - 1]?.number ?? '') !== getGroup(number)) {
      const end = columns.findLastIndex((column) => getGroup(column.number) === getGroup(number));
      sheet.mergeCells(groupRow, at + 1, groupRow, end + 1);
    }
  });
}

function getWidth(number: string): number {
  return widths[number] ?? 16;
}

/** `9b` → `9` */
function getGroup(number: string): string {
  return number.replace(/[a-z]$/, '');
}

function addItems(sheet: ExcelJS.Worksheet, items: readonly ExportItem[]): void {
  const columns: readonly (readonly [
    label: string,
    width: number,
    readValue: (item: ExportItem, at: number) => string | number,
  ])[] = [
    ['序号', 6, (_item, at) => at + 1],
    ['信息项名称', 26, ({ name }) => name],
    ['字段名', 26, ({ key }) => key],
    ['数据类型', 20, ({ dataType }) => dataType],
    ['格式', 24, ({ format }) => format],
    ['必填', 6, ({ required }) => (required ? '是' : '否')],
    ['业务主键', 10, ({ businessKey }) => (businessKey ? '是' : '否')],
    ['代码表', 20, ({ codeList }) => codeList ?? ''],
    ['计量单位', 10, ({ unit }) => unit ?? ''],
    ['敏感级别', 10, ({ sensitivity }) => sensitivity],
    ['共享类型', 14, ({ shareType }) => shareType],
    ['说明', 40, ({ description }) => description ?? ''],
  ];
  columns.forEach(([label, width, readValue], at) => {
    sheet.getColumn(at + 1).width = width;
    Object.assign(sheet.getCell(1, at + 1), { value: label, style: headerStyle });
    items.forEach((item, line) =>
      Object.assign(sheet.getCell(line + 2, at + 1), {
        value: readValue(item, line),
        style: { font: bodyFont, border, alignment: middleLeft },
      }),
    );
  });
}
