import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText, harmless } from '../../../lib/sharing/files/file-text.ts';

test.each([
  ['a formula', '=1+1', "'=1+1"],
  ['a sum', '+1', "'+1"],
  ['a negative number', '-5', "'-5"],
  ['a function of an old program', '@SUM(A1)', "'@SUM(A1)"],
  ['a tab', '\t=1', "'\t=1"],
  ['a carriage return', '\r=1', "'\r=1"],
  ['a full-width sign', '＝1+1', "'＝1+1"],
  ['what is already behind an apostrophe', "'=1", "''=1"],
  ['a name', '张三', '张三'],
  ['an apostrophe in a name', "O'Neil", "O'Neil"],
  ['a sign within', 'A-1', 'A-1'],
  ['nothing', '', ''],
])('%s is harmless', (_, text, expected) => {
  expect(harmless(text)).toBe(expected);
});

test('taking off one apostrophe before such a sign gives every text back', () => {
  const anyText = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', 'a', '1', '张') });
  fc.assert(
    fc.property(anyText, (text) => {
      expect(harmless(text).replace(/^'(?='*[=+\-@\t])/, '')).toBe(text);
      expect(harmless(text)).not.toMatch(/^[=+\-@\t]/);
    }),
  );
});

test('cells with commas, quotes and line ends are quoted', async () => {
  const rows = async function* () {
    yield ['a,b', 'say "hi"', 'two\nlines', '张三'];
  };
  let text = '';
  for await (const piece of csvText(['一', '二', '三', '四'], rows())) text += piece;
  expect(text).toBe('\ufeff一,二,三,四\r\n"a,b","say ""hi""","two\nlines",张三\r\n');
});
