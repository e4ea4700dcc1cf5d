import { describe, expect, test } from 'vitest';
import { formats } from '../../../lib/kernel/formats/index.ts';
import { FieldFormat } from '../../../schemas/catalogue/field.ts';
import { fieldOf, readCell } from './read-cell.ts';

const list = {
  id: 'sex',
  name: '性别',
  standard: 'GB/T 2261.1',
  codes: [
    { code: '1', label: '男', aliases: [] },
    { code: '2', label: '女', aliases: [] },
  ],
};
const size = 200_000;

describe.each(FieldFormat.options)('%s', (format) => {
  const field = fieldOf(format);
  const example = formats[format].examples[0] ?? '男';

  test('invisible characters do not count', () => {
    const { value } = readCell(field, example, list);
    for (const mark of ['\u2067', '\u2069', '\u200b', '\ufeff', '\u3164', '\u{e0100}'])
      expect(readCell(field, `${mark}${example.slice(0, 1)}${mark}${example.slice(1)}${mark}`, list), mark).toEqual({
        value,
        codes: [],
      });
  });
  test.each(['\u0001', '\u0000', '\u0081', '\ufffe', '\ufdd0', '\ud83d', '\ude00'])('refuses %j', (sign) => {
    expect(readCell(field, `${example.slice(0, 1)}${sign}${example.slice(1)}`, list)).toEqual({
      value: null,
      codes: ['control-characters'],
    });
  });
  test.each(['#N/A', '#REF!', '#DIV/0!', ' #value! ', '＃Ｎ／Ａ', '########'])(
    'refuses the error %s as text',
    (text) => {
      expect(readCell(field, text, list)).toEqual({ value: null, codes: ['error-cell'] });
    },
  );
  test('a column of fixed width may pad with blanks', () => {
    expect(readCell(field, example.padEnd(size), list)).toEqual(readCell(field, example, list));
  });
  test.each([
    ['blanks within a date', `2020-01-01${' '.repeat(size)}x`],
    ['line ends', `1${'\n'.repeat(size)}1`],
    ['digits', '1'.repeat(size)],
    ['dashes', `2${'-'.repeat(size)}2`],
    ['apostrophes', `${"'".repeat(size)}x`],
    ['brackets', '('.repeat(size)],
    ['latin letters', 'ãÀ'.repeat(size / 2)],
    ['combining marks', `a${'\u0301\u0323'.repeat(size / 2)}`],
    ['ideographs', '国用'.repeat(size / 2)],
    ['garbled text', '浜烘皯'.repeat(size / 3)],
  ])('refuses 200,000 %s before it reads them', (_name, text) => {
    expect(readCell(field, text, list)).toEqual({ value: null, codes: ['text-too-long'] });
  });
});

test.each(['a  '.repeat(10_000), '国用'.repeat(15_000), '1,'.repeat(16_000), `2020${' '.repeat(32_000)}1`])(
  'every format takes a cell as long as Excel allows, in time',
  (text) => {
    for (const format of FieldFormat.options) {
      const { value, codes } = readCell(fieldOf(format, { length: 32_767 }), text, list);
      expect(value !== null || codes.length > 0, format).toBe(true);
    }
  },
);
