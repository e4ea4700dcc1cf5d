import { expect, test } from 'vitest';
import { createUnitWriter } from '../../../lib/collection/annotate/create-unit-writer.ts';
import { field } from '../check/sample-content.ts';

const fields = [
  field('name', '名称', 'text'),
  field('capital', '注册资本', 'money', { unit: '万元' }),
  field('people', '从业人数', 'integer', { unit: '人' }),
];
const place = { headerRow: 2, columns: [0, 1, 2] };
const head = (capital: string) => [
  { row: 1, cells: ['企业名录'] },
  { row: 2, cells: ['名称', capital, '从业人数'] },
  { row: 3, cells: ['甲', 500, 30] },
];

test('a rejected row keeps the unit of its sheet, which the template’s header does not say', () => {
  const write = createUnitWriter(fields, place, head('注册资本（元）'));
  expect(write({ row: 3, cells: ['甲', 500, 30] }).cells).toEqual(['甲', '500元', 30]);
});

test('a rejected row keeps the unit of its number format', () => {
  const write = createUnitWriter(fields, place, head('注册资本'));
  const cells = ['甲', { value: 500, shown: '500.00元' }, { value: 30, shown: '30人' }];
  expect(write({ row: 3, cells }).cells).toEqual(['甲', '500元', { value: 30, shown: '30人' }]);
});

test('other rows stay', () => {
  const row = { row: 3, cells: ['甲', 500, 30] };
  expect(createUnitWriter(fields, place, head('注册资本（万元）'))(row)).toBe(row);
});
