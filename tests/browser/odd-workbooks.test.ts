import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeTemplate } from '../../lib/adapters/excel/template/write-template.ts';
import { buildTemplate } from '../../lib/collection/template/build-template.ts';
import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { buildWorkbook, worksheet } from '../adapters/xlsx/build-workbook.ts';
import { refusalCases } from '../adapters/xlsx/refusal-cases.ts';
import { codeLists, fieldOf, versionOf } from '../collection/template/sample-version.ts';
import { checkBothWays } from './check-both-ways.ts';
import { startWorker } from './worker-in-node.ts';

const fields = [
  fieldOf('许可证编号', { key: 'licence', format: 'local-number', required: true }),
  fieldOf('持有人', { key: 'holder', required: true }),
  fieldOf('性别', { key: 'sex', format: 'code', length: 1, codeList: 'sex' }),
  fieldOf('发证日期', { key: 'issued_on', type: 'D', format: 'date', length: 10, past: true }),
];
const first = versionOf(fields);
const whole: DatasetVersion = { ...first, content: { ...first.content, onRejectedRows: 'return-whole' } };
const labels = fields.map(({ label }) => label);

let worker: Awaited<ReturnType<typeof startWorker>>;
beforeAll(async () => {
  worker = await startWorker();
});

const check = async (bytes: Uint8Array, versions: readonly DatasetVersion[] = [first]) =>
  await checkBothWays(worker, bytes, { versions, codeLists });

describe('worker and platform refuse the same files in the same words', () => {
  test.each(refusalCases.filter(([, , , limits]) => limits === undefined).map((one) => [one[0], one] as const))(
    '%s',
    async (_, [, , file]) => {
      expect((await check(file)).findings).toHaveLength(1);
    },
  );

  const sheet = worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>许可证编号</t></is></c></row>');
  const deflated = deflateRawSync(sheet);
  test.each([
    ['a part that is cut', deflated.subarray(0, -4), 'corrupt'],
    ['a part of other bytes', Buffer.alloc(200, 7), 'corrupt'],
  ])('%s', async (_, compressed, code) => {
    const file = buildWorkbook({
      parts: { 'xl/worksheets/sheet1.xml': sheet },
      partFaults: { 'xl/worksheets/sheet1.xml': { compressed } },
    });
    expect((await check(file)).findings.map((finding) => finding.code)).toEqual([code]);
  });
});

type Fill = (workbook: ExcelJS.Workbook, sheet: ExcelJS.Worksheet) => void;

async function written(rows: readonly (readonly ExcelJS.CellValue[])[], fill: Fill = () => undefined) {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('数据');
  sheet.addRow(labels);
  for (const row of rows) sheet.addRow([...row]);
  fill(workbook, sheet);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const good = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => [`LH-${from + i}`, `船东${i}`, '男', '2020-03-05']);

describe('worker and platform see the same in a workbook', () => {
  const cases: readonly (readonly [name: string, code: string, file: () => Promise<Uint8Array>])[] = [
    ['a hidden row', 'hidden-rows-read', () => written(good(1, 4), (_, sheet) => void (sheet.getRow(3).hidden = true))],
    [
      'a hidden column',
      'hidden-columns-read',
      () => written(good(1, 4), (_, sheet) => void (sheet.getColumn(3).hidden = true)),
    ],
    ['rows that are no data', 'rows-not-data', () => written([...good(1, 4), ['合计', '4 人'], ['填表人：王芳']])],
    ['merged cells', 'merged-cell-filled', () => written(good(1, 4), (_, sheet) => sheet.mergeCells('C2:C4'))],
    ['one key twice', 'duplicate-key', () => written([...good(1, 3), ['LH-1', '另一人', '女', '2020-03-06']])],
    ['one row twice', 'row-repeated', () => written([...good(1, 3), ...good(1, 1)])],
    ['no rows', 'no-rows', () => written([])],
    ['a column too many', 'column-without-header', () => written(good(1, 3).map((row) => [...row, '多']))],
    [
      'two sheets',
      'several-sheets-read',
      () =>
        written(good(1, 3), (workbook) => {
          const other = workbook.addWorksheet('续表');
          other.addRow(labels);
          for (const row of good(4, 3)) other.addRow(row);
        }),
    ],
    [
      'a sheet of something else',
      'header-row-not-found',
      () => written([], (_, sheet) => sheet.spliceRows(1, 1, ['甲', '乙'])),
    ],
    ['another template', 'other-dataset-template', () => template({ ...first, dataset: 'vehicles' })],
    [
      'a template of a version that nobody has',
      'template-version-incompatible',
      () => template({ ...first, version: 9 }),
    ],
    ['texts beyond the plane', 'code-unknown', () => written([['LH-1', '𠮷野\u{20BB7}😀', '雄', '2020-03-05']])],
  ];
  test.each(cases)('%s', async (_, code, file) => {
    const { findings } = await check(await file());
    expect(findings.map((finding) => finding.code)).toContain(code);
  });

  test('where all rows must be right, one wrong row returns all', async () => {
    const { check: checked } = await check(await written([...good(1, 3), ['LH-9', '某人', '雄', '']]), [whole]);
    expect(checked.reason?.code).toBe('rows-rejected');
  });
});

async function template(version: DatasetVersion): Promise<Uint8Array> {
  return await writeTemplate(buildTemplate(version, codeLists, { department: '市农业农村局' }));
}
