import { describe, expect, test } from 'vitest';
import { keyedHash } from '../../../lib/adapters/keyed-hash.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import { FindingLines } from '../../../lib/browser/platform/finding-lines.ts';
import { checkWorkbook } from '../../../lib/collection/ingest/check-workbook.ts';
import type { Cell, Workbook } from '../../../lib/kernel/sheet.ts';
import { RowIndex } from '../../../lib/records/row-index.ts';
import { contentOf, field } from '../check/sample-content.ts';
import { versionOf } from '../template/sample-version.ts';

const content = contentOf([
  field('number', '编号', 'local-number', { required: true, aliases: ['档案号'] }),
  field('name', '名称', 'text', { required: true }),
  field('phone', '联系电话', 'text'),
  field('capital', '注册资本', 'money', { unit: '万元' }),
]);
const version = { ...versionOf(content.fields), content };

type Rows = readonly (readonly Cell[])[];

function inMemory(rows: Rows): Workbook {
  return {
    sheets: [{ name: '数据', state: 'visible' }],
    properties: new Map(),
    rows: async function* () {
      for (const [i, cells] of rows.entries()) yield [{ row: i + 1, cells }];
    },
    layout: () => ({ merges: [], hiddenColumns: [] }),
    mergesAhead: async () => [],
    close: async () => undefined,
    source: bufferSource(new Uint8Array(0)),
  };
}

async function check(rows: Rows) {
  const findings = new FindingLines();
  const { fits, rowCounts, staged } = await checkWorkbook(
    inMemory(rows),
    { all: [version], newest: version },
    '2026-06-30T00:00:00.000Z',
    {
      nameOf: async () => '',
      codeLists: async () => new Map(),
      stagingStore: findings,
      hash: keyedHash('a key of these tests, long enough to be one'),
      openIndex: async () => new RowIndex(null),
    },
  );
  findings.keepFirst(staged.findingChunks);
  return { fits, read: rowCounts.read, findings: findings.list({ filter: {}, skip: 0, limit: 100 }) };
}

const header = ['编号', '名称', '联系电话', '注册资本'];
const first = ['A-001', '甲', '0395-1000001', 5];
const second = ['A-002', '乙', '0395-1000002', 6];
const manyRows = Array.from({ length: 40 }, (_, i) => [`B-${i}`, '丙', '0395-1000003', i + 1]);

describe('a header below that names other columns returns the workbook', () => {
  test.each<[string, Rows]>([
    ['in another order', [['名称', '编号', '联系电话', '注册资本'], second]],
    [
      'in another order, after a blank row and a caption',
      [[], ['二、乡镇'], ['名称', '编号', '联系电话', '注册资本'], second],
    ],
    ['by an alias, in another order', [['名称', '档案号', '联系电话', '注册资本'], second]],
    ['with blanks and marks in its names', [['名 称*', '编　号（必填）', '联系电话', '注册资本'], second]],
    [
      'shifted by one column',
      [
        [null, ...header],
        [null, ...second],
      ],
    ],
    ['with another name where a field was', [['编号', '名称', '备注', '注册资本'], second]],
    ['with another unit', [['编号', '名称', '联系电话', '注册资本（元）'], second]],
    ['with another unit above it', [['单位：元'], header, second]],
    ['with another unit below it', [header, [null, null, null, '元'], second]],
  ])('%s', async (_, below) => {
    const { fits, findings } = await check([header, first, ...below]);
    expect(fits).toBe(false);
    expect(findings.map(({ code }) => code)).toEqual(['header-changes']);
  });

  test('far below the first rows, and nothing else is listed', async () => {
    const faulty = [null, '没有编号', null, null];
    const { fits, findings } = await check([
      header,
      ...manyRows,
      faulty,
      ['名称', '编号', '联系电话', '注册资本'],
      second,
    ]);
    expect(fits).toBe(false);
    expect(
      findings.map(({ code, sheet, detail }) => [code, sheet, /第 \d+ 行又有一行表头/u.exec(detail)?.[0]]),
    ).toEqual([['header-changes', '数据', '第 43 行又有一行表头']]);
  });

  test('a table above the fuller header is not lost', async () => {
    const { fits, findings } = await check([['编号', '名称', '联系电话'], first.slice(0, 3), header, second]);
    expect(fits).toBe(false);
    expect(findings.map(({ code }) => code)).toContain('header-changes');
  });
});

describe('a header below that names the same columns is read on', () => {
  test.each<[string, Rows]>([
    ['as it is', [header, second]],
    ['by an alias', [['档案号', '名称', '联系电话', '注册资本'], second]],
    ['in part', [['编号', '名称'], second]],
    ['with its own unit written out', [['编号', '名称', '联系电话', '注册资本（万元）'], second]],
    ['with a line of the same unit', [['单位：万元'], header, second]],
    ['in another order, with nothing below', [second, ['名称', '编号', '联系电话', '注册资本']]],
  ])('%s', async (_, below) => {
    const { fits, read, findings } = await check([header, first, ...below]);
    expect([fits, read]).toEqual([true, 2]);
    expect(findings.map(({ code }) => code)).toEqual(['rows-not-data']);
  });

  test.each<[string, Rows, Rows]>([
    ['of a sheet that counts in another unit', [['单位：元'], header, first], [header, second]],
    ['of a sheet with a line of units', [header, [null, null, null, '元'], first], [header, second]],
  ])('%s', async (_, above, below) => {
    const { fits, read } = await check([...above, ...below]);
    expect([fits, read]).toEqual([true, 2]);
  });

  test('a record that names a field is a record', async () => {
    const { fits, read } = await check([header, first, ['A-003', '名称', '联系电话', 3], ['A-004', '编号', null, 3]]);
    expect([fits, read]).toEqual([true, 3]);
  });
});
