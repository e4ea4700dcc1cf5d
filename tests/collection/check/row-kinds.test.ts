import { describe, expect, test } from 'vitest';
import { type NonDataKind, RowKinds } from '../../../lib/collection/check/row-kinds.ts';
import { readMark, type RowMark } from '../../../lib/collection/check/row-words.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { field } from './sample-content.ts';

const companies = [
  field('name', '名称', 'text', { required: true }),
  field('address', '地址', 'text', { required: true }),
  field('amount', '金额', 'money'),
  field('remark', '备注', 'text'),
  field('phone', '电话', 'phone'),
];
const names = [field('name', '单位名称', 'text', { required: true })];
const amounts = [field('name', '名称', 'text', { required: true }), field('amount', '金额', 'money')];

/** The kinds of these rows below a header in row 1; `null` is a record. */
function kindsOf(fields: readonly Field[], rows: readonly (readonly Cell[])[]): (NonDataKind | null)[] {
  const header = {
    headerRow: 1,
    columns: fields.map((_, i) => i),
    headings: fields.map(({ label }) => label),
    above: new Set(['企业登记表']),
  };
  const kinds = new RowKinds(header, fields);
  return rows.map((cells, i) => kinds.kindOf({ row: i + 2, cells }, false));
}

const record = ['漯河市甲公司', '人民路1号', 12.5, '无', '0395-3177000'];

describe('a row below a record', () => {
  const table: readonly (readonly [
    name: string,
    fields: readonly Field[],
    cells: readonly Cell[],
    kind: NonDataKind | null,
  ])[] = [
    ['a total of amounts', companies, ['合计', null, 512.5], 'total'],
    ['a total of amounts with a count of rows in a text', companies, ['合计', '共 20 户', 512.5], 'total'],
    ['a total with a number in a text', companies, ['合计', 20, 512.5], 'total'],
    ['a total where only the name is required', amounts, ['总计', 512.5], 'total'],
    ['a total where there is only a name', names, ['合计'], 'total'],
    ['a total of a district', companies, ['源汇区小计', null, 512.5], 'total'],
    ['a total in words', companies, ['合计人民币（大写）伍佰元整'], 'total'],
    ['a company whose name begins so', companies, ['合计会计师事务所', '人民路1号'], null],
    ['a company of that very name, with its other cells', companies, ['合计', '人民路1号', 12.5, '无', null], null],
    ['a company whose name ends so', companies, ['漯河市源汇区小计', '人民路1号', 12.5, '无', null], null],
    ['a note', companies, ['注：以上数据截至 2020 年底'], 'note'],
    ['a note in the only column', names, ['说明：由各科室汇总'], 'note'],
    ['a sentence', companies, ['以上名单经核对无误。'], 'note'],
    ['a company that is registered for it', names, ['注册会计师协会'], null],
    ['a company of printers', names, ['说明书印刷厂'], null],
    ['a page number', companies, ['第 2 页 共 3 页'], 'note'],
    ['any short text with a colon, the required cells empty', companies, ['数据时点：2020 年底'], 'note'],
    ['the rest is blank', companies, ['以下空白'], 'note'],
    ['the rest is blank, between dashes', names, ['——以下空白——'], 'note'],
    ['a continued table', companies, ['续表'], 'note'],
    ['the next page', names, ['（接下页）'], 'note'],
    ['a sum carried over', companies, ['承前页', null, 512.5], 'total'],
    ['a sum where the word is English', amounts, ['Grand Total', 512.5], 'total'],
    ['a mean of a place', amounts, ['平均', 51.2], 'total'],
    ['the nameless group of a pivot table', amounts, ['(空白)', 12], 'total'],
    ['an amount in words', amounts, ['合计（大写）：伍佰元整', '¥500.00'], 'total'],
    ['a page number alone', companies, ['- 2 -'], 'note'],
    ['a page of pages alone', companies, ['2/3'], 'note'],
    ['a page in English', companies, ['Page 2 of 3'], 'note'],
    ['a word for notes alone', companies, ['说明'], 'note'],
    ['what the star means', companies, ['*为必填项'], 'note'],
    ['a line of dashes', companies, ['--------------------'], 'note'],
    ['a line of dots in each cell', companies, ['……', '……', '……', '……', '……'], 'note'],
    ['dashes for what is missing', companies, ['-', '人民路1号', 12.5, '-', '-'], null],
    ['what was asked for', names, ['查询条件：全部'], 'note'],
    ['a company with a date-like name', companies, ['2/3', '人民路1号', 12.5, '无', null], null],
    ['a name with a colon', companies, ['项目：一期', '人民路1号', 12.5, '无', null], null],
    ['who filled in', companies, ['填表人：王芳'], 'signature'],
    ['who filled in, in the only column', names, ['填表人：王芳'], 'signature'],
    [
      'three of them, in every required column',
      companies,
      ['填表人：王芳', '审核人：李强', null, '日期：'],
      'signature',
    ],
    ['a name beside its role', companies, ['制表人', '王芳', null, '审核人', '李强'], 'signature'],
    ['behind empty cells', companies, [null, null, null, '单位（盖章）：'], 'signature'],
    ['a day alone', companies, [null, '2020年12月1日'], 'signature'],
    ['a record whose first text is a role', companies, ['法定代表人', '人民路1号', 12.5, '变更', null], null],
    ['a total between marks', names, ['★ 合计 ★'], 'total'],
    ['a total in full brackets', companies, ['【合计】', null, 512.5], 'total'],
    ['a numbered total', amounts, ['一、合计', 512.5], 'total'],
    ['a total with what nobody sees in it', amounts, ['\u200b合\u2060计', 512.5], 'total'],
    ['a total in two languages', amounts, ['总计 Total', 512.5], 'total'],
    ['a subtotal of Excel', amounts, ['甲公司 汇总', 512.5], 'total'],
    ['another of Excel', amounts, ['甲公司 平均值', 512.5], 'total'],
    ['one of Excel in English', amounts, ['West Total', 512.5], 'total'],
    ['a name that ends so without a blank', amounts, ['甲公司汇总', 512.5], null],
    ['a mean', amounts, ['均值', 51.2], 'total'],
    ['a sign for a sum', amounts, ['∑', 512.5], 'total'],
    ['a note in brackets', names, ['（注：含去年）'], 'note'],
    ['a note behind a word in brackets', names, ['【说明】含去年'], 'note'],
    ['a note until a day', names, ['截止2020年12月31日'], 'note'],
    ['the end', names, ['—— 结束 ——'], 'note'],
    ['where it comes from', names, ['数据来源于市工商局'], 'note'],
    ['a name behind a role', names, ['填表人 王芳'], 'signature'],
    ['a post that signs', names, ['局长：王芳'], 'signature'],
    ['two posts that sign', companies, ['会计：王芳', '出纳：李强'], 'signature'],
    ['a post as a value', companies, ['会计', '人民路1号', 12.5, null, null], null],
    ['a department and its seal', names, ['漯河市市场监督管理局（盖章）'], 'signature'],
    ['a department and a day', names, ['漯河市市场监督管理局 2020年12月1日'], 'signature'],
    ['a day in digits alone', names, ['2020/12/1'], 'signature'],
    ['a company by a day, with its other cells', companies, ['2020/12/1', '人民路1号', 12.5, '无', null], null],
    ['the header again', companies, ['名称', '地址', '金额', '备注', '电话'], 'heading'],
    ['the header again with marks', companies, ['名称*', '地址 ', '金额'], 'heading'],
    ['the title again', companies, ['企业登记表'], 'heading'],
    ['the header again, in the only column', names, ['单位名称'], 'heading'],
    ['a record with one cell as in the header', companies, ['名称', '人民路1号', 12.5, '无', null], null],
    ['numbers that count on, but not below a header', companies, ['1', '2', 3, '4', '5'], null],
    ['a record that is nearly empty', companies, ['漯河市甲公司'], null],
    ['an amount alone, perhaps of a record without a name', companies, [null, null, 512.5], null],
  ];
  test.each(table)('%s', (_name, fields, cells, kind) => {
    const first = fields === companies ? record : ['漯河市甲公司', 12.5].slice(0, fields.length);
    expect(kindsOf(fields, [first, cells])).toEqual([null, kind]);
  });
});

test.each<[string, Cell[], NonDataKind | null]>([
  ['numbers', [1, 2, 3, 4, 5], 'numbering'],
  ['texts of numbers', ['1', '2', '3', '4', '5'], 'numbering'],
  ['in brackets', ['（1）', '（2）', '（3）', '（4）', '（5）'], 'numbering'],
  ['circled', ['①', '②', '③', '④', '⑤'], 'numbering'],
  ['letters', ['A', 'B', 'C', 'D', 'E'], 'numbering'],
  ['stems, then numbers', ['甲', '乙', '1', '2', '3'], 'numbering'],
  ['a word in front', ['栏次', '1', '2', '3', '4'], 'numbering'],
  ['from the second, where the first column is not the dataset’s', ['2', '3', '4', '5', '6'], 'numbering'],
  ['from the third', ['3', '4', '5', '6', '7'], null],
  ['not counting on', ['1', '3', '5', '7', '9'], null],
  ['units', [null, null, '（元）'], 'heading'],
  ['a record', record, null],
])('right below the header, %s', (_name, cells, kind) => {
  expect(kindsOf(companies, [cells])).toEqual([kind]);
});

test('numbers below a repeated header are column numbers again', () => {
  const heading = ['名称', '地址', '金额', '备注', '电话'];
  expect(kindsOf(companies, [record, heading, [1, 2, 3, 4, 5], record])).toEqual([null, 'heading', 'numbering', null]);
});

test('a short text with a colon is a note behind a note, and a record behind a record', () => {
  const remarked = [field('name', '名称', 'text', { required: true }), field('remark', '备注', 'text')];
  const dated = ['数据时点：2020 年底', null];
  expect(kindsOf(remarked, [['甲公司', '无'], dated, ['注：不含个体', null], dated])).toEqual([
    null,
    null,
    'note',
    'note',
  ]);
});

test('a note continues in its further lines, until a record follows', () => {
  expect(kindsOf(names, [['注：'], ['1、含已注销的'], ['2、不含个体'], ['甲公司'], ['3、含分支']])).toEqual([
    'note',
    'note',
    'note',
    null,
    null,
  ]);
});

test.each<[string, RowMark | null]>([
  ['合　计', 'total'],
  ['本页小计：', 'total'],
  ['总计划有限公司', null],
  ['小计量器厂', null],
  ['共 20 户', 'total'],
  ['合计金额', 'total'],
  ['汇总', 'total'],
  ['累计数', 'total'],
  ['计', 'total'],
  ['Average', 'total'],
  ['金额大写', 'note'],
  ['此页以下空白', 'note'],
  ['汇总商贸有限公司', null],
  ['计算机服务部', null],
  ['合计行政服务部', null],
  ['备注', null],
  ['附件厂', null],
  ['以上企业管理咨询（漯河）有限公司', null],
  ['本表一式两份', 'note'],
  ['单位负责人（签字）：', 'signature'],
  ['二〇二〇年十二月一日', 'signature'],
  ['统计局', null],
  ['王芳', null],
])('%s', (text, mark) => {
  expect(readMark(text)).toBe(mark);
});
