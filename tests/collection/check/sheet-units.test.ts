import { describe, expect, test } from 'vitest';
import { seedDatasets } from '../../../infra/seeds/index.ts';
import { findHeader } from '../../../lib/collection/check/match-header.ts';
import { readSheetUnits, withColumnUnits } from '../../../lib/collection/check/sheet-units.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import { contentOf, field } from './sample-content.ts';

const content = contentOf([
  field('name', '名称', 'text', { required: true }),
  field('capital', '注册资本', 'money', { unit: '万元' }),
  field('site', '占地面积', 'area'),
  field('share', '持股比例(%)', 'percent', { unit: '%' }),
  field('people', '从业人数', 'integer', { unit: '人' }),
]);
const labels = ['名称', '注册资本', '占地面积', '持股比例(%)', '从业人数'];
const record = ['甲公司', 500, 89.5, 12, 30];

function unitsOf(...lines: (readonly Cell[])[]) {
  const rows = lines.map((cells, i) => ({ row: i + 1, cells }));
  const header = findHeader(rows, content);
  if (header === null) throw new Error('no header');
  const above = rows.filter(({ row }) => row < header.headerRow).flatMap(({ cells }) => cells);
  const { units, faults } = readSheetUnits(content.fields, { ...header, above: new Set(above.map(String)) }, rows);
  return [
    units.map(({ column, unit }) => `${column} ${unit}`),
    faults.map(({ code, facts }) => `${code} ${String(facts['written'])} ${String(facts['unit'])}`),
  ];
}
const headed = (change: Readonly<Record<number, string>>) => labels.map((label, i) => change[i] ?? label);

describe('the unit of a column', () => {
  test.each<[string, readonly (readonly Cell[])[], readonly string[], readonly string[]]>([
    ['the field’s own', [headed({ 1: '注册资本（万元）' }), record], [], []],
    ['a smaller one', [headed({ 1: '注册资本（元）' }), record], ['1 元'], ['column-unit-converted 元 万元']],
    [
      'with the word for it',
      [headed({ 1: '注册资本(单位：元)' }), record],
      ['1 元'],
      ['column-unit-converted 元 万元'],
    ],
    ['a larger one', [headed({ 4: '从业人数(万人)' }), record], ['4 万人'], ['column-unit-converted 万人 人']],
    ['another sign for it', [headed({ 2: '占地面积(㎡)' }), record], [], []],
    [
      'one that is no decimal of it',
      [headed({ 2: '占地面积（亩）' }), record],
      ['2 亩'],
      ['column-unit-differs 亩 平方米'],
    ],
    [
      'another currency',
      [headed({ 1: '注册资本（万美元）' }), record],
      ['1 万美元'],
      ['column-unit-differs 万美元 万元'],
    ],
    ['no unit', [headed({ 1: '注册资本（必填）', 4: '从业人数（含临时）' }), record], [], []],
    ['below the header', [labels, ['', '元', '㎡', '%', '人'], record], ['1 元'], ['column-unit-converted 元 万元']],
    ['above the table', [['企业名录'], ['单位：元'], labels, record], ['1 元'], ['column-unit-converted 元 万元']],
    ['behind a stroke', [headed({ 1: '注册资本/元' }), record], ['1 元'], ['column-unit-converted 元 万元']],
    ['behind a colon, the field’s own', [headed({ 1: '注册资本：万元' }), record], [], []],
    ['behind a stroke, no unit', [headed({ 0: '名称/字号' }), record], [], []],
    ['in the title', [['企业名录（单位：元）'], labels, record], ['1 元'], ['column-unit-converted 元 万元']],
    [
      'behind who hands it in',
      [['填报单位：市局　　单 位：元'], labels, record],
      ['1 元'],
      ['column-unit-converted 元 万元'],
    ],
    ['who hands it in is no unit', [['填报单位：元'], labels, record], [], []],
    ['the heading outranks the line above', [['单位：元'], headed({ 1: '注册资本（万元）' }), record], [], []],
    ['a record below the header', [labels, record], [], []],
  ])('%s', (_, lines, units, faults) => {
    expect(unitsOf(...lines)).toEqual([units, faults]);
  });

  test('stands behind numbers without one', () => {
    const cells: Cell[] = ['甲', 500, '1,234.5', '3万', ' 500 ', null, '无', { number: '0.30000000000000004' }, true];
    const units = cells.map((_, column) => ({ column, unit: '元' }));
    expect(withColumnUnits({ row: 2, cells }, units).cells).toEqual([
      '甲',
      '500元',
      '1,234.5元',
      '3万',
      '500元',
      null,
      '无',
      '0.3元',
      true,
    ]);
  });

  test.each(seedDatasets().map(({ dataset, content: { fields } }) => [dataset, fields] as const))(
    '%s: a field’s own name says its unit',
    (_, fields) => {
      const header = {
        headerRow: 1,
        columns: fields.map((__, i) => i),
        headings: fields.map(({ label }) => label),
        above: new Set<string>(),
      };
      expect(readSheetUnits(fields, header, []).faults).toEqual([]);
    },
  );
});
