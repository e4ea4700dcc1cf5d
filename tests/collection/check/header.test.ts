import { describe, expect, test } from 'vitest';
import { findHeader } from '../../../lib/collection/check/match-header.ts';
import { isBlankRow, isHintRow } from '../../../lib/collection/check/skipped-rows.ts';
import { chooseSheets, type SheetCandidate } from '../../../lib/collection/ingest/workbook/choose-sheets.ts';
import type { Cell, SheetRow } from '../../../lib/kernel/sheet.ts';
import { contentOf, field } from './sample-content.ts';

const content = contentOf([
  field('id_number', '公民身份号码', 'citizen-id', { aliases: ['身份证号'] }),
  field('name', '姓名', 'text'),
  field('sex', '性别', 'text'),
  field('spouse_sex', '配偶性别', 'text', { aliases: ['性别'] }),
  field('floor_area', '建筑面积', 'area', { unit: '㎡' }),
]);
const header = ['公民身份号码', '姓名', '性别', '配偶性别', '建筑面积'];

function rowsOf(...rows: (readonly Cell[] | null)[]): SheetRow[] {
  return rows.flatMap((cells, i) => (cells === null ? [] : [{ row: i + 1, cells }]));
}

type ExpectedFindings = readonly (readonly [code: string, what: string])[];

function found(rows: readonly SheetRow[], optional: readonly string[] = []) {
  const match = findHeader(rows, content, new Set(optional));
  return match === null
    ? null
    : {
        row: match.headerRow,
        columns: match.columns,
        findings: match.faults.map(({ code, facts }) => [code, String(facts['label'] ?? facts['column'])]),
      };
}

describe('the header', () => {
  const table: readonly (readonly [
    name: string,
    rows: SheetRow[],
    row: number,
    columns: readonly number[],
    findings: ExpectedFindings,
  ])[] = [
    ['as in the template', rowsOf(header), 1, [0, 1, 2, 3, 4], []],
    ['twice: the first counts', rowsOf(header, ['1', '2', '3', '4', '5'], header), 1, [0, 1, 2, 3, 4], []],
    [
      'with radicals, direction marks and width of other systems',
      rowsOf(['公\u2ea0身份号码', '\u2067姓名\u2069', '性\u200b别', '配 偶性别', '建筑⾯积']),
      1,
      [0, 1, 2, 3, 4],
      [],
    ],
    [
      'with required marks',
      rowsOf(['公民身份号码*', '* 姓名', '性别＊', '配偶性别（必填）', '建筑面积']),
      1,
      [0, 1, 2, 3, 4],
      [],
    ],
    [
      'below a title and a blank row',
      rowsOf(['居民登记信息', null], null, ['填报单位：公安局', '2020年'], header),
      4,
      [0, 1, 2, 3, 4],
      [],
    ],
    [
      'columns in another order',
      rowsOf(['建筑面积', '配偶性别', '性别', '姓名', '公民身份号码']),
      1,
      [4, 3, 2, 1, 0],
      [],
    ],
    [
      'blanks, line breaks and full-width blanks',
      rowsOf([' 公民身份\n号码', '姓　名', '性 别', '配偶\r\n性别', '建筑面积 ']),
      1,
      [0, 1, 2, 3, 4],
      [],
    ],
    [
      'units and remarks in brackets',
      rowsOf(['公民身份号码（18位）', '姓名:', '性别', '配偶性别', '建筑面积(㎡)']),
      1,
      [0, 1, 2, 3, 4],
      [],
    ],
    ['another name of a field', rowsOf(['身份证号', '姓名', '性别', '配偶性别', '建筑面积']), 1, [0, 1, 2, 3, 4], []],
    [
      'printed as in the notice, the same name twice',
      rowsOf(['公民身份号码', '姓名', '性别', '性别', '建筑面积']),
      1,
      [0, 1, 2, 3, 4],
      [],
    ],
    [
      'columns left free in between',
      rowsOf([null, '公民身份号码', '', '姓名', '性别', '配偶性别', '建筑面积']),
      1,
      [1, 3, 4, 5, 6],
      [],
    ],
    ['a column that counts the rows', rowsOf(['序号', ...header]), 1, [1, 2, 3, 4, 5], []],
    [
      'a column missing',
      rowsOf(['公民身份号码', '性别', '配偶性别', '建筑面积']),
      1,
      [0, -1, 1, 2, 3],
      [['column-missing', '姓名']],
    ],
    ['a column too many', rowsOf([...header, '备注']), 1, [0, 1, 2, 3, 4], [['column-unknown', 'F']]],
    ['a column twice', rowsOf([...header, '姓名']), 1, [0, 1, 2, 3, 4], [['column-doubled', '姓名']]],
    [
      'a column twice under another name',
      rowsOf([...header, '身份证号']),
      1,
      [0, 1, 2, 3, 4],
      [['column-doubled', '公民身份号码']],
    ],
    [
      'a column with a unit twice',
      rowsOf(['公民身份号码', '姓名', '性别', '配偶性别', '建筑面积(㎡)', '建筑面积(㎡)']),
      1,
      [0, 1, 2, 3, 4],
      [['column-doubled', '建筑面积']],
    ],
    [
      'everything at once',
      rowsOf(['姓名', '姓名', '备注', '性别', '建筑面积'], [null, null, null, null, null, 7]),
      1,
      [-1, 0, 3, -1, 4],
      [
        ['column-missing', '公民身份号码'],
        ['column-missing', '配偶性别'],
        ['column-doubled', '姓名'],
        ['column-unknown', 'C'],
      ],
    ],
  ];
  test.each(table)('%s', (_name, rows, ...expected) => {
    const [row, columns, findings] = expected;
    expect(found(rows)).toEqual({ row, columns, findings });
  });

  test('a field that an older template did not have may be missing', () => {
    expect(found(rowsOf(['公民身份号码', '姓名', '性别', '配偶性别']), ['floor_area'])).toEqual({
      row: 1,
      columns: [0, 1, 2, 3, -1],
      findings: [],
    });
  });
  test('finds none', () => {
    expect(found(rowsOf(['姓名', '电话'], ['张三', '13800138000']))).toBeNull();
    expect(found([])).toBeNull();
  });
  test('searches only the first 30 rows', () => {
    const above = Array.from({ length: 30 }, () => ['说明']);
    expect(found(rowsOf(...above, header))).toBeNull();
    expect(found(rowsOf(...above.slice(1), header))?.row).toBe(30);
  });
});

describe('the sheets', () => {
  const full = rowsOf(header, ['41110219900307001X', '王芳']);
  const sheet = (name: string, rows: SheetRow[], state: SheetCandidate['state'] = 'visible'): SheetCandidate => ({
    name,
    rows,
    state,
  });
  const table: readonly (readonly [
    name: string,
    sheets: readonly SheetCandidate[],
    chosen: readonly string[],
    codes: readonly string[],
  ])[] = [
    ['the only one', [sheet('Sheet1', full)], ['Sheet1'], []],
    [
      'behind an explanation',
      [sheet('填写说明', rowsOf(['公民身份号码'], ['姓名'])), sheet('数据', full)],
      ['数据'],
      [],
    ],
    ['the fuller of two', [sheet('部分', rowsOf(['公民身份号码', '姓名'])), sheet('数据', full)], ['数据'], []],
    ['two alike are both read', [sheet('一月', full), sheet('二月', full)], ['一月', '二月'], ['several-sheets-read']],
    [
      'columns in another order are alike',
      [sheet('一月', full), sheet('二月', rowsOf(header.toReversed(), ['1', '2', '3', '4', '5']))],
      ['一月', '二月'],
      ['several-sheets-read'],
    ],
    ['an empty copy is ignored', [sheet('空', rowsOf(header)), sheet('数据', full)], ['数据'], []],
    [
      'one with most of the columns is an error',
      [sheet('一月', full), sheet('二月', rowsOf(header.slice(0, 4), ['1', '2', '3', '4']))],
      ['一月'],
      ['other-sheet-differs'],
    ],
    [
      'one with few of the columns is named',
      [sheet('一月', full), sheet('汇总', rowsOf(['姓名', '建筑面积'], ['1', '2']))],
      ['一月'],
      ['other-sheet-left-out'],
    ],
    [
      'one that lacks the header only is an error',
      [sheet('一月', full), sheet('二月', rowsOf(['1', '2', '3', '4', '5'], ['6', '7', '8', '9', '10']))],
      ['一月'],
      ['sheet-without-header'],
    ],
    [
      'notes, few columns and wider tables without a header are none of it',
      [
        sheet('一月', full),
        sheet('说明', rowsOf(['说明'], ['一'], ['二'])),
        sheet('代码', rowsOf(['1', '男'], ['2', '女'])),
        sheet('宽', rowsOf(['1', '2', '3', '4', '5', '6'])),
        sheet('旧', rowsOf(['1', '2', '3', '4', '5']), 'hidden'),
      ],
      ['一月'],
      [],
    ],
    [
      'a visible one before a hidden one, which is named',
      [sheet('旧', full, 'hidden'), sheet('数据', full)],
      ['数据'],
      ['hidden-sheet-left-out'],
    ],
    [
      'a hidden one if there is no other',
      [sheet('说明', rowsOf(['你好'])), sheet('数据', full, 'hidden')],
      ['数据'],
      ['hidden-sheet-read'],
    ],
    ['one sheet without a header', [sheet('Sheet1', rowsOf(['你好']))], [], ['header-row-not-found']],
    ['several sheets without a header', [sheet('Sheet1', []), sheet('Sheet2', [])], [], ['no-data-sheet']],
  ];
  test.each(table)('%s', (_name, sheets, chosen, codes) => {
    const choice = chooseSheets(sheets, content);
    expect({
      chosen: choice.sheets.map((one) => one.sheet),
      codes: choice.faults.map(({ code }) => code),
    }).toEqual({ chosen, codes });
  });
});

test.each<[string, SheetRow, boolean]>([
  ['right below the header', { row: 3, cells: [null, '〔填写提示〕按证件填写。', '必填'] }, true],
  ['moved by sorting', { row: 9, cells: ['〔填写提示〕按证件填写。'] }, true],
  ['above the header', { row: 1, cells: ['〔填写提示〕'] }, false],
  ['data', { row: 3, cells: ['41110219900307001X', '〔填写提示〕'] }, false],
])('the hint row: %s', (_name, row, hint) => {
  expect(isHintRow(row, 2)).toBe(hint);
});

test.each<[string, Cell[], boolean]>([
  ['nothing', [], true],
  ['blanks only', ['  ', '', '\u3000', null], true],
  ['something beside the columns', [null, null, null, null, null, null, 'x'], true],
  ['zero', [0], false],
  ['false', [null, false], false],
  ['a failed formula', [null, { error: '#N/A' }], false],
])('a blank row: %s', (_name, cells, blank) => {
  expect(isBlankRow(cells, [0, 1, 2, 3, -1])).toBe(blank);
});

test('a sheet of 16,384 columns with the longest cells is read in linear time', () => {
  const cells = Array.from<Cell>({ length: 16_384 }).fill(`${'*'.repeat(32_000)}x`);
  expect(findHeader(rowsOf([...header, ...cells]), content)?.columns).toEqual([0, 1, 2, 3, 4]);
});
