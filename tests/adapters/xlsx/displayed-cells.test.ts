import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import { buildWorkbook, partsOf, type WorkbookSpec } from './build-workbook.ts';
import { buildZip } from './build-zip.ts';
import { readCells } from './read-cells.ts';

/** A number as it stands in the file, its format (an id is built in), and the cell. */
const table: readonly (readonly [sentence: string, stored: string, format: number | string, cell: Cell])[] = [
  ['12 % typed into a built-in format', '0.12', 9, { percent: '12' }],
  ['100 %', '1', 9, { percent: '100' }],
  ['8.5 % in 0.0%', '8.5000000000000006E-2', '0.0%', { percent: '8.5' }],
  ['12.34 % in the other built-in format', '0.1234', 10, { percent: '12.34' }],
  ['28.5 % without binary noise', '0.28499999999999998', '0.0%', { percent: '28.5' }],
  ['7 % without binary noise', '7.0000000000000007E-2', 9, { percent: '7' }],
  ['a third, to the digits that Excel has', '0.33333333333333331', '0%', { percent: '33.3333333333333' }],
  ['no percent', '0', '0%', { percent: '0' }],
  ['a tiny share', '0.00001', '0.000%', { percent: '0.001' }],
  ['a negative share', '-0.05', '0%;-0%', { percent: '-5' }],
  ['with colours, text and places for signs', '0.05', '[蓝色]"约"0.0%_);[Red](0.0%)', { percent: '5' }],
  ['a day and its month', '46086', 'm"月"d"日"', { date: '2026-03-05', lacks: 'year' }],
  ['a day and its month, built in', '46086', 58, { date: '2026-03-05', lacks: 'year' }],
  ['a month', '44166', 'yyyy"年"m"月"', { date: '2020-12-01', lacks: 'day' }],
  ['a month and the day of the week', '44166', '[$-804]yyyy"年"m"月 "dddd;@', { date: '2020-12-01', lacks: 'day' }],
  ['a month, built in', '44166', 17, { date: '2020-12-01', lacks: 'day' }],
  ['a long date of the system', '44166', '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', { date: '2020-12-01' }],
  ['a time', '0.5', 'h:mm', { date: '12:00:00' }],
  ['a quoted sign does not multiply', '12', '0"%"', { value: 12, shown: '12%' }],
  ['an escaped sign does not either', '12', '0\\%', { value: 12, shown: '12%' }],
  ['eight digits', '123456', '00000000', { value: 123_456, shown: '00123456' }],
  ['eighteen digits', '12345', '000000000000000000', { value: 12_345, shown: '000000000000012345' }],
  ['more digits than places', '123456', '0000', { value: 123_456, shown: '123456' }],
  ['digits in groups', '123456', '0000-0000', { value: 123_456, shown: '0012-3456' }],
  ['the first group takes what is left over', '123456', '00-00', { value: 123_456, shown: '1234-56' }],
  ['text before and behind', '7', '"第"000"号"', { value: 7, shown: '第007号' }],
  ['text without quotes', '7', '豫A00000', { value: 7, shown: '豫A00007' }],
  ['a date written as digits', '20201130', '0000-00-00', { value: 20_201_130, shown: '2020-11-30' }],
  ['optional digits', '42', '#000', { value: 42, shown: '042' }],
  ['the section for zero', '0', '000;-000;"无"', { value: 0, shown: '无' }],
  ['sections with conditions', '3177057', '[<=9999999]000-0000;000-0000-0000', { value: 3_177_057, shown: '317-7057' }],
  [
    'the other of them',
    '13800138000',
    '[<=9999999]000-0000;000-0000-0000',
    { value: 13_800_138_000, shown: '138-0013-8000' },
  ],
  ['words instead of numbers', '2', '[=1]"男";[=2]"女"', { value: 2, shown: '女' }],
  ['a broken number in a format of digits', '12.5', '0000', 12.5],
  ['a negative one', '-7', '0000', -7],
  ['more digits than Excel keeps', '411102199003070010', '000000000000000000', { number: '411102199003070010' }],
  ['sixteen digits that were lost', '4111021990030700', '0000', { number: '4111021990030700' }],
  ['a unit behind decimals', '12.5', '0.00"万元"', { value: 12.5, shown: '12.50万元' }],
  ['a unit behind grouped digits', '1234567', '#,##0"元"', { value: 1_234_567, shown: '1,234,567元' }],
  ['a unit behind a negative number', '-3', '0.0"万元"', { value: -3, shown: '-3.0万元' }],
  ['a unit behind General', '12.5', 'G/通用格式"万元"', { value: 12.5, shown: '12.5万元' }],
  ['a unit that only large numbers have', '5', '[>=10000]0.0"万";0.0', 5],
  ['a bracket is no unit', '-12', '0.00_);(0.00)', -12],
  ['General', '12', 0, 12],
  ['one digit', '12', 1, 12],
  ['decimals', '12.5', 2, 12.5],
  ['grouped digits', '1234567', 3, 1_234_567],
  ['grouped digits, decimals', '1234567.5', 4, 1_234_567.5],
  ['a currency in Chinese', '1234.5', '"¥"#,##0.00;"¥"\\-#,##0.00', 1234.5],
  ['a currency with its locale', '1234', '[$¥-804]0000', 1234],
  ['the built-in accounting formats', '1234', 44, 1234],
  ['Excel’s usual number', '-12', '0_);[Red]\\(0\\)', -12],
  ['a placeholder for zero', '0', '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0],
  ['a fraction', '0.5', 12, 0.5],
  ['scientific', '411102', 11, 411_102],
  ['text format', '123456', 49, 123_456],
  ['hidden by its format', '12', ';;;', 12],
  ['divided by a thousand', '123456', '0,', { scaled: 123_456 }],
  ['divided by a thousand, with decimals', '123456', '#,##0.0,', { scaled: 123_456 }],
  ['divided by ten thousand', '123456', '0!.0,"万"', { scaled: 123_456 }],
  ['the same, written with a backslash', '123456', '0\\.0000', { scaled: 123_456 }],
  ['nothing divided is nothing', '0', '0,', 0],
];

const specOf = (stored: string, format: number | string): WorkbookSpec => ({
  rows: `<row r="1"><c r="A1" s="1"><v>${stored}</v></c><c r="B1" s="1"><f>B9</f><v>${stored}</v></c></row>`,
  styles: [0, typeof format === 'number' ? format : 170],
  ...(typeof format === 'number' ? {} : { formats: { 170: format.replaceAll('<', '&lt;') } }),
});

describe('a cell is what its number format shows', () => {
  test.each(table)('%s', async (_sentence, stored, format, cell) => {
    expect(await readCells(buildWorkbook(specOf(stored, format)))).toEqual({ A1: cell, B1: cell });
  });

  test.each(table)('in a strict workbook: %s', async (_sentence, stored, format, cell) => {
    const parts = partsOf(specOf(stored, format)).map((part) => ({
      ...part,
      content: String(part.content).replaceAll(
        /http:\/\/schemas\.openxmlformats\.org\/(spreadsheetml|officeDocument)\/2006\//g,
        'http://purl.oclc.org/ooxml/$1/',
      ),
    }));
    expect(await readCells(buildZip(parts))).toEqual({ A1: cell, B1: cell });
  });

  test('a text keeps to what was typed', async () => {
    const rows =
      '<row r="1"><c r="A1" s="1" t="str"><v>0.12</v></c><c r="B1" s="1" t="inlineStr"><is><t>12%</t></is></c></row>';
    expect(await readCells(buildWorkbook({ rows, styles: [0, 9] }))).toEqual({ A1: '0.12', B1: '12%' });
  });

  test('a format without an end does not take long', async () => {
    const format = '"'.repeat(200_001);
    expect(await readCells(buildWorkbook(specOf('12', format)))).toEqual({ A1: 12, B1: 12 });
  });
});
