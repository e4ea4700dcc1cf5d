import { describe, expect, test } from 'vitest';
import { seedCertificates, seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import type { NonDataKind } from '../../../lib/collection/check/row-kinds.ts';
import { TableRowKinds } from '../../../lib/collection/check/table-row-kinds.ts';
import { formats } from '../../../lib/kernel/formats/index.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { PageReading } from '../../../schemas/collection/sources/pull-manifest.ts';
import { field } from '../check/sample-content.ts';
import { service } from '../sources/source-fixture.ts';
import { pulled } from './pulled.ts';

const table: PageReading = { kind: 'rows', table: 't', fields: [] };
const declaredAs = (fields: readonly Field[]): PageReading => {
  const declaration = service({ fields: fields.map(({ key }, i) => ({ field: key, from: `row.c${i}` })) });
  if (declaration.channel !== 'interface') throw new Error('no service');
  return { kind: 'answers', declaration };
};
const kindOf = (fields: readonly Field[], cells: readonly Cell[], reading: PageReading = table) =>
  new TableRowKinds(
    fields,
    fields.map((_, i) => i),
    reading,
  ).kindOf(cells);

const companies = [
  field('id', '编号', 'local-number', { required: true }),
  field('name', '名称', 'text', { required: true }),
  field('amount', '金额', 'money'),
  field('remark', '备注', 'text'),
];
const districts = [
  field('district', '区划', 'text', { required: true }),
  field('households', '户数', 'integer', { required: true }),
];

describe('a row of a table or of an answer', () => {
  test.each<[name: string, fields: readonly Field[], cells: readonly Cell[], kind: NonDataKind | null]>([
    ['a total of a view', companies, [null, '合计', '512.5', null], 'total'],
    ['a total in the key', companies, ['合计', null, 512.5, null], 'total'],
    ['a subtotal', companies, [null, '源汇区小计', 512.5, null], 'total'],
    ['a total behind a number', [...districts].reverse(), [20, '总计'], 'total'],
    ['a total where all others are numbers', districts, ['合计', '20'], 'total'],
    ['a company of that name', companies, ['1001', '合计', 12.5, null], null],
    ['a note', companies, [null, '注：以上数据截至 2020 年底', null, null], 'note'],
    ['a note beside other values', companies, [null, '注：以上数据截至 2020 年底', 12.5, null], null],
    ['a text with a colon alone', companies, [null, '数据时点：2020 年底', null, null], 'note'],
    ['a text with a colon whose key is missing', companies, [null, '项目：一期', 12.5, null], null],
    ['who filled in', companies, ['填表人：王芳', null, null, '审核人：李强'], 'signature'],
    ['labels', companies, ['编号', '名称', '金额', '备注'], 'heading'],
    ['labels with marks and blanks', companies, ['编 号*', '名　称', null, '备注'], 'heading'],
    ['keys', companies, ['id', 'name', 'amount', 'remark'], 'heading'],
    ['labels and a value', companies, ['编号', '名称', 12.5, '备注'], null],
    ['one value that is its label', companies, [null, '名称', null, null], null],
    ['counting on', companies, [1, 2, 3, 4], null],
    ['counting on in letters', companies, ['A', 'B', 'C', 'D'], null],
    ['a record', companies, ['1001', '漯河市甲公司', 12.5, '无'], null],
    ['nothing', companies, [null, null, null, null], null],
  ])('%s: %s', (_, fields, cells, kind) => {
    expect(kindOf(fields, cells)).toBe(kind);
    expect(kindOf(fields, cells, declaredAs(fields))).toBe(kind);
  });

  test('a heading may repeat the names that the service gives', () => {
    expect(kindOf(companies, ['c0', 'c1', 'c2', 'c3'], declaredAs(companies))).toBe('heading');
    expect(kindOf(companies, ['c0', 'c1', 'c2', 'c3'])).toBeNull();
  });
});

describe.each([
  ...seedDatasets().map(({ dataset, content }) => [dataset, content] as const),
  ...seedCertificates().map(({ dataset }) => [dataset.dataset, dataset.content] as const),
])('%s', (_, content) => {
  const { fields } = content;
  const sums = fields.map(({ format }): Cell => (formats[format].excel === 'number' ? 512.5 : null));
  const text = fields.findIndex(({ format }) => formats[format].excel !== 'number');
  const withText = (cells: readonly Cell[], word: string) => cells.map((cell, i) => (i === text ? word : cell));
  const empty = fields.map((): Cell => null);

  test.each<[kind: NonDataKind, cells: readonly Cell[]]>([
    ['total', withText(sums, '合计')],
    ['total', withText(sums, '本月累计')],
    ['note', withText(empty, '注：本表由系统导出。')],
    ['signature', withText(empty, '制表人：王芳')],
    ['heading', fields.map(({ label }) => label)],
  ])('%s is none of its records', (kind, cells) => {
    for (const reading of [table, declaredAs(fields)]) expect(kindOf(fields, cells, reading)).toBe(kind);
  });

  test('each of its records is one', () => {
    const kinds = new TableRowKinds(
      fields,
      fields.map((_field, i) => i),
      declaredAs(fields),
    );
    const rows = syntheticRows(content, seedCodeLists(), { seed: 11, count: 60, today: '2026-06-30' });
    for (const row of rows) expect(kinds.kindOf(fields.map(({ key }) => row[key] ?? null))).toBeNull();
  });
});

describe('a pull', () => {
  test.each(['interface', 'database'] as const)(
    'by %s leaves out totals and headings, and says so',
    async (channel) => {
      const pages: Parameters<typeof pulled>[0] = [
        [
          ['编号', '名称'],
          ['a', '1'],
        ],
        [
          ['b', '1'],
          ['合计', null],
        ],
      ];
      const { delivery, findings, rejected } = await pulled(pages, { channel });
      expect(delivery).toMatchObject({ status: 'loading', rowCounts: { read: 2, new: 2, rejected: 0, warnings: 1 } });
      expect(rejected).toEqual([]);
      expect(findings.map(({ code, detail }) => [code, detail])).toEqual([
        [
          'rows-not-data',
          '读取到的数据中有些行看来不是数据，没有归集，也不计入行数：第 2 页第 2 行（合计、小计）、第 1 页第 1 行（重复的表头、标题或计量单位）。请核对；其中如有应归集的记录，请补全该行的必填项后重新提供。',
        ],
      ]);
    },
  );

  test('counts them once where rows in conflict are read twice', async () => {
    const { delivery, findings } = await pulled([
      [
        ['a', '1'],
        ['a', '2'],
        ['b', '1'],
        ['合计', null],
      ],
    ]);
    expect(delivery.rowCounts).toMatchObject({ read: 3, new: 1, rejected: 2 });
    const [told] = findings.filter(({ code }) => code === 'rows-not-data').map(({ detail }) => detail);
    expect(told).toContain('：第 1 页第 4 行（合计、小计）。');
  });

  test('names rows in which every registered field is empty', async () => {
    const { delivery, findings } = await pulled([
      [
        ['a', '1'],
        [null, ' '],
      ],
    ]);
    expect(delivery.rowCounts).toMatchObject({ read: 1, new: 1, warnings: 1 });
    expect(findings.map(({ detail }) => detail).join()).toContain('：第 1 页第 2 行（登记的信息项全为空）。');
  });

  test('of an increment with nothing but a total changes nothing, and is no failure', async () => {
    const { delivery } = await pulled([[['合计', null]]], { mode: 'increment', channel: 'database' });
    expect(delivery).toMatchObject({ rowCounts: { read: 0, removed: 0 } });
    expect(delivery.status).not.toBe('returned');
  });

  test('of everything with nothing but a total is returned', async () => {
    const { delivery } = await pulled([[['合计', null]]], { channel: 'database' });
    expect(delivery).toMatchObject({ status: 'returned', reason: { code: 'no-rows' } });
  });
});
