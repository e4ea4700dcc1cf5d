import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileNames } from '../../../lib/collection/archive/file-names.ts';

test.each<[string, string]>([
  ['接口文档/说明（第1版）.pdf', '接口文档/说明（第1版）.pdf'],
  ['../说明.pdf', '_/说明.pdf'],
  ['回执/a\\b:c*?"<>|.pdf', '回执/a_b_c______.pdf'],
  ['回执/con.pdf', '回执/_con.pdf'],
  ['其他/.隐藏', '其他/_隐藏'],
  ['其他/结尾. ', '其他/结尾_'],
])('%s', (wanted, safe) => {
  expect(fileNames([wanted])).toEqual([safe]);
});

test('equal names are told apart, whatever their case', () => {
  expect(fileNames(['a/说明:A.pdf', 'a/说明_a.pdf', 'a/说明?a.PDF', 'b/说明_a.pdf'])).toEqual([
    'a/说明_A.pdf',
    'a/说明_a（2）.pdf',
    'a/说明_a（3）.PDF',
    'b/说明_a.pdf',
  ]);
});

test('names are unique and leave no folder', () => {
  const part = fc.stringMatching(/^[a-b.:/（）\\ ]{1,6}$/);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (wanted) => {
      const names = fileNames(wanted.map((one) => `f/${one}`));
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(wanted.length);
      for (const name of names) expect(name.split('/').filter((one) => /^\.+$/.test(one))).toEqual([]);
    }),
  );
});
