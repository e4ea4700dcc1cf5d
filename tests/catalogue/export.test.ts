import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { catalogueSheet } from '../../lib/adapters/excel/catalogue-sheet.ts';
import { formatDataType, buildExport } from '../../lib/catalogue/export/build-export.ts';
import type { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';
import type { DataType } from '../../schemas/catalogue/field.ts';
import { DatasetExport } from '../../schemas/catalogue/views.ts';
import { civilAffairs, codeLists, content } from './builders.ts';

const exported = (text: DatasetContent = content()) =>
  buildExport(
    {
      dataset: 'marriages',
      version: 2,
      code: '307001411101/000001',
      status: 'published',
      publishedOn: '2020-12-01',
      content: text,
    },
    civilAffairs,
    codeLists,
  );

describe('the columns of the ministry’s form', () => {
  test('follow its order', () => {
    expect(exported().columns.map(({ number, label, value }) => [number, label, value])).toEqual([
      ['1', '信息资源分类', '部门 / 省（区、市）及其下各级政务部门 / 民政'],
      ['2', '信息资源名称', '婚姻登记信息'],
      ['3', '信息资源代码', '307001411101/000001'],
      ['4', '信息资源提供方', '市民政局'],
      ['5', '信息资源提供方代码', '11411100MB1234562R'],
      ['6', '信息资源摘要', '婚姻登记机关办理的婚姻登记。'],
      ['7', '信息资源格式', '电子表格（xlsx）'],
      [
        '8',
        '信息项信息',
        '身份证号（字符型 C(18)）；姓名（字符型 C(20)）；性别（字符型 C(1)）；登记日期（日期型 D）；注销日期（日期型 D）；金额（数值型 N(12,2)）',
      ],
      ['9a', '共享类型', '有条件共享'],
      ['9b', '共享条件', '用于行政审批核验。'],
      ['9c', '共享方式', '平台查询'],
      ['10a', '是否向社会开放', '不予开放'],
      ['10b', '开放条件', ''],
      ['11', '更新周期', '每月'],
      ['12', '发布日期', '2020-12-01'],
      ['13', '关联资源代码', ''],
    ]);
  });

  test.each<[string, DatasetContent, string, string]>([
    [
      'what is not shared cites the law',
      content({}, { shareType: 3, legalBasis: '《某法》第十条' }),
      '9b',
      '《某法》第十条',
    ],
    [
      'a unit of the provider stands behind it',
      content({}, { providerUnit: '婚姻登记处' }),
      '4',
      '市民政局 · 婚姻登记处',
    ],
    [
      'related codes',
      content({}, { relatedCodes: ['101001/000001', '101001/000002'] }),
      '13',
      '101001/000001、101001/000002',
    ],
  ])('%s', (_, text, number, value) => {
    expect(exported(text).columns.find((column) => column.number === number)?.value).toBe(value);
  });

  test('a department without a confirmed code, and a version that is not published', () => {
    const draft = buildExport(
      { dataset: 'marriages', version: 1, code: '307001411101/000001', status: 'draft', content: content() },
      null,
      codeLists,
    );
    expect(draft.columns.filter(({ number }) => ['4', '5', '12'].includes(number)).map(({ value }) => value)).toEqual([
      'civil-affairs',
      '待确认',
      '',
    ]);
  });

  test.each<[DataType, number, number | undefined, string]>([
    ['C', 18, undefined, '字符型 C(18)'],
    ['N', 12, 2, '数值型 N(12,2)'],
    ['N', 12, 0, '数值型 N(12)'],
    ['D', 10, undefined, '日期型 D'],
    ['T', 19, undefined, '日期时间型 T'],
    ['L', 1, undefined, '逻辑型 L'],
  ])('%s %s %s is written %s', (type, length, scale, written) => {
    expect(formatDataType({ type, length, scale })).toBe(written);
  });

  test('an item says what programs need', () => {
    expect(exported().items[2]).toEqual({
      name: '性别',
      dataType: '字符型 C(1)',
      key: 'sex',
      required: false,
      businessKey: false,
      format: '代码',
      codeList: 'sex 代码',
      sensitivity: 1,
      shareType: '有条件共享',
    });
    expect(exported().items[0]).toMatchObject({ businessKey: true, required: true });
  });
});

describe('the workbook', () => {
  const open = async (entry = exported()) => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(new Uint8Array(await catalogueSheet(entry)).buffer);
    return { form: sheetOf(workbook, '政务信息资源目录'), items: sheetOf(workbook, '信息项') };
  };

  test('has the form’s two header rows and one line per item', async () => {
    const { form } = await open();
    const texts = (row: number) =>
      Array.from({ length: form.columnCount }, (_each, at) => form.getCell(row, at + 1).text);
    expect(texts(2)).toEqual([
      '信息资源分类',
      '信息资源名称',
      '信息资源代码',
      '信息资源提供方',
      '信息资源提供方代码',
      '信息资源摘要',
      '信息资源格式',
      '信息项信息',
      '信息项信息',
      '共享属性',
      '共享属性',
      '共享属性',
      '开放属性',
      '开放属性',
      '更新周期',
      '发布日期',
      '关联资源代码',
    ]);
    expect(texts(3).slice(7, 14)).toEqual([
      '信息项名称',
      '数据类型',
      '共享类型',
      '共享条件',
      '共享方式',
      '是否向社会开放',
      '开放条件',
    ]);
    expect(form.getCell('H2').master.address).toBe('H2');
    expect(form.getCell('I2').master.address).toBe('H2');
    expect(form.getCell('L2').master.address).toBe('J2');
    expect(form.getCell('N2').master.address).toBe('M2');
    expect(form.getCell('A3').master.address).toBe('A2');
    expect(
      Array.from({ length: 6 }, (_each, at) => [form.getCell(4 + at, 8).text, form.getCell(4 + at, 9).text]),
    ).toEqual([
      ['身份证号', '字符型 C(18)'],
      ['姓名', '字符型 C(20)'],
      ['性别', '字符型 C(1)'],
      ['登记日期', '日期型 D'],
      ['注销日期', '日期型 D'],
      ['金额', '数值型 N(12,2)'],
    ]);
    expect(form.getCell('B9').master.address).toBe('B4');
    expect(form.getCell('B4').text).toBe('婚姻登记信息');
    expect(form.rowCount).toBe(9);
  });

  test('texts that look like formulas stay texts', async () => {
    const { form } = await open(exported(content({}, { summary: '=1+1' })));
    expect(form.getCell('F4').type).toBe(ExcelJS.ValueType.String);
    expect(form.getCell('F4').value).toBe('=1+1');
  });

  test('of an entry with one item has nothing to merge downwards', async () => {
    const [first] = content().fields;
    const { form } = await open(exported(content({ fields: first === undefined ? [] : [first] })));
    expect(form.getCell('A4').isMerged).toBe(false);
  });

  test('the second sheet lists the items with their keys', async () => {
    const { items } = await open();
    expect(items.getRow(2).getCell(3).text).toBe('id_number');
    expect(items.rowCount).toBe(7);
  });
});

test('all 62 entries of the notice can be exported', async () => {
  const lists = seedCodeLists();
  for (const { dataset, code, content: text } of seedDatasets()) {
    const entry = buildExport(
      { dataset, version: 1, code, status: 'published', publishedOn: '2020-12-01', content: text },
      civilAffairs,
      lists,
    );
    expect(DatasetExport.parse(entry).items).toHaveLength(text.fields.length);
    expect((await catalogueSheet(entry)).length).toBeGreaterThan(5_000);
  }
});

function sheetOf(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = workbook.getWorksheet(name);
  if (sheet === undefined) throw new Error(`No sheet ${name}`);
  return sheet;
}
