import { describe, expect, test } from 'vitest';
import { buildMarks, readMarks, listMarks } from '../../../lib/collection/template/marks.ts';
import { fnv1a } from '../../../lib/kernel/hashing/fnv1a.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import { fieldOf, licenceFields, versionOf } from './sample-version.ts';

const marks = buildMarks(versionOf());
const pairs = listMarks(marks);
const rows = (change: Record<string, Cell> = {}): Cell[][] =>
  pairs.map(([name, value]) => [name, change[name] ?? value]);
const properties = (change: Record<string, string | null> = {}) =>
  new Map(pairs.flatMap(([name, value]) => (change[name] === null ? [] : [[name, change[name] ?? value] as const])));

describe('the marks of a workbook', () => {
  test.each([
    ['both places', properties(), rows(), marks],
    ['WPS has dropped the properties', new Map(), rows(), marks],
    ['the hidden sheet was deleted', properties(), [], marks],
    ['the version has become a number', new Map(), rows({ GuijiVersion: 1 }), marks],
    ['a workbook that is not from a template', new Map([['Author', 'x']]), [['年', 1]], null],
    ['nothing at all', new Map(), [], null],
    ['the two places contradict each other', properties(), rows({ GuijiDataset: 'vehicles' }), 'altered'],
    ['another check in the hidden sheet', properties(), rows({ GuijiCheck: '0000000000000000' }), 'altered'],
    ['half of the properties is gone', properties({ GuijiCheck: null }), [], 'altered'],
    ['a version that is none', new Map(), rows({ GuijiVersion: '第 1 版' }), 'altered'],
    ['a dataset that is none', properties({ GuijiDataset: '../x' }), [], 'altered'],
    ['a check that is none', properties({ GuijiCheck: 'ABC' }), [], 'altered'],
  ])('%s', (_, inProperties, inSheet, expected) => {
    expect(readMarks(inProperties, inSheet)).toEqual(expected);
  });

  const [first = fieldOf('甲'), second = fieldOf('乙'), ...others] = licenceFields;
  test.each([
    ['another version', versionOf(licenceFields, { version: 2 })],
    ['another dataset', versionOf(licenceFields, { dataset: 'vehicles' })],
    ['a renamed field', versionOf([first, { ...second, label: '持证人' }, ...others])],
    ['a field with another key', versionOf([first, { ...second, key: 'owner' }, ...others])],
    ['fields in another order', versionOf([second, first, ...others])],
    ['a field less', versionOf(licenceFields.slice(0, -1))],
  ])('%s has another check', (_, version) => {
    expect(buildMarks(version).check).not.toBe(marks.check);
  });

  test('a field whose length alone has changed keeps the check', () => {
    expect(buildMarks(versionOf([first, { ...second, length: 60 }, ...others])).check).toBe(marks.check);
  });

  test.each([
    ['', 'cbf29ce484222325'],
    ['a', '089be207b544f1e4'],
  ])('the check of %j', (text, expected) => {
    expect(fnv1a(text)).toBe(expected);
  });
});
