import { describe, expect, test } from 'vitest';
import { changesOf, describePlace, keyOf, originOf } from '../../../portal/src/records/versions.ts';
import type { RecordHistoryEntry } from '../../../schemas/records/record.ts';

const version = (seq: number, values: Record<string, string>, removed = false): RecordHistoryEntry => ({
  seq,
  removed,
  values,
  lineage: { delivery: `d${seq}` },
});
/** The newest first. */
const history = [
  version(5, { name: '乙', town: '源汇区' }),
  version(4, { name: '乙', town: '郾城区' }),
  version(3, { name: '乙' }, true),
  version(2, { name: '甲', town: '郾城区', unit: '一' }),
  version(1, { name: '甲', town: '召陵区' }),
];

test.each([
  ['a value that the newest version brought', 'town', 5],
  ['a value that was there before, up to the removal', 'name', 4],
  ['a value that the newest version has not', 'unit', undefined],
])('%s', (_, field, seq) => {
  expect(originOf(field, history)?.seq).toBe(seq);
});

test('a value that never changed comes from the first version', () => {
  expect(originOf('name', history.slice(3))?.seq).toBe(1);
});

describe('changes', () => {
  const fields = ['name', 'town', 'unit'];
  test('of two versions: changed, gone; the same is left out', () => {
    expect(
      changesOf(
        fields,
        version(3, { name: '甲', town: '源汇区' }),
        version(2, { name: '甲', town: '郾城区', unit: '一' }),
      ),
    ).toEqual([
      { field: 'town', before: '郾城区', after: '源汇区' },
      { field: 'unit', before: '一', after: undefined },
    ]);
  });
  test('of the first version: everything', () => {
    expect(changesOf(fields, version(1, { name: '甲' }), undefined)).toEqual([
      { field: 'name', before: undefined, after: '甲' },
    ]);
  });
});

test.each([
  [{ fileName: '车辆.xlsx', sheet: '车辆信息', row: 7 }, '“车辆.xlsx” 工作表“车辆信息” 第 7 行'],
  [{ fileName: '养老信息查询接口', page: 2, row: 3 }, '“养老信息查询接口” 第 2 页第 3 行'],
  [{ fileName: 'a.b', table: 'a.b', page: 1, row: 9 }, '表 a.b 第 1 页第 9 行'],
  [{}, ''],
])('%o stands at %s', (lineage, place) => {
  expect(describePlace({ delivery: 'd', ...lineage })).toBe(place);
});

test('a key is whole or none', () => {
  expect([keyOf(['a', 'b'], { a: '1', b: '2', c: '3' }), keyOf(['a', 'b'], { a: '1' })]).toEqual([
    { a: '1', b: '2' },
    undefined,
  ]);
});
