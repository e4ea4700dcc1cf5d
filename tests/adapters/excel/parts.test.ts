import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseColumnLetters } from '../../../lib/adapters/excel/annotated/parse-column-letters.ts';
import { getNumberFormat } from '../../../lib/adapters/excel/styles/cell-styles.ts';
import { cellXml } from '../../../lib/adapters/excel/xml/cell-xml.ts';
import { CommentParts } from '../../../lib/adapters/excel/xml/comment-parts.ts';
import { toDateSerial } from '../../../lib/adapters/excel/xml/date-serial.ts';
import { escapeXstring } from '../../../lib/adapters/excel/xml/escape-xstring.ts';
import { PackedText, packText } from '../../../lib/adapters/excel/zip/packed-text.ts';
import { zipBytes } from '../../../lib/adapters/excel/zip/zip-bytes.ts';
import { readEntryText, zipEntries } from '../../../lib/adapters/excel/zip/zip-entries.ts';
import { buildTemplateColumn } from '../../../lib/collection/template/template-column.ts';
import { columnLetters } from '../../../lib/kernel/column-letters.ts';
import type { PlainCell } from '../../../lib/kernel/sheet.ts';
import { textLines, textWidth } from '../../../lib/kernel/text-width.ts';
import { codeLists, fieldOf } from '../../collection/template/sample-version.ts';
import { bytesOf } from './read-back.ts';

test.each([
  ['1900-01-01', 1],
  ['1900-02-28', 59],
  ['1900-02-29', 60],
  ['1900-03-01', 61],
  ['2020-11-30', 44_165],
  ['2020-11-30T06:00:00', 44_165.25],
  ['12:00:00', 0.5],
  ['9999-12-31', 2_958_465],
  ['1899-12-31', null],
  ['2020-13-01', null],
  ['', null],
  ['长期', null],
])('the serial number of %s is %s', (date, serial) => {
  expect(toDateSerial(date)).toBe(serial);
});

test.each<[string, PlainCell, string]>([
  ['text', '王芳', '<c r="B5" s="7" t="inlineStr"><is><t>王芳</t></is></c>'],
  [
    'text with space at its ends',
    ' 王芳',
    '<c r="B5" s="7" t="inlineStr"><is><t xml:space="preserve"> 王芳</t></is></c>',
  ],
  ['text that looks like a formula', '=1+1', '<c r="B5" s="7" t="inlineStr"><is><t>=1+1</t></is></c>'],
  ['nothing', null, '<c r="B5" s="7"/>'],
  ['an empty text', '', '<c r="B5" s="7"/>'],
  ['a number', 12.5, '<c r="B5" s="7"><v>12.5</v></c>'],
  ['yes', true, '<c r="B5" s="7" t="b"><v>1</v></c>'],
  ['an error', { error: '#N/A' }, '<c r="B5" s="7" t="e"><v>#N/A</v></c>'],
  ['an error that older programs do not know', { error: '#SPILL!' }, '<c r="B5" s="7" t="e"><v>#VALUE!</v></c>'],
  ['digits too many for a number', { number: '411102199003070010' }, '<c r="B5" s="7"><v>411102199003070010</v></c>'],
  ['a day', { date: '2020-11-30' }, '<c r="B5" s="7"><v>44165</v></c>'],
  [
    'a day before Excel’s first',
    { date: '1850-01-01' },
    '<c r="B5" s="7" t="inlineStr"><is><t>1850-01-01</t></is></c>',
  ],
])('a cell with %s', (_, cell, xml) => {
  expect(cellXml('B5', 7, cell)).toBe(xml);
});

const fields = {
  date: fieldOf('日期', { type: 'D', format: 'date' }),
  money: fieldOf('金额', { type: 'N', format: 'money', scale: 2 }),
  text: fieldOf('号码', { format: 'text' }),
  'citizen-id': fieldOf('号码', { format: 'citizen-id' }),
};
test.each<[string, keyof typeof fields, PlainCell, string]>([
  ['text in a date column', 'date', '长期', 'yyyy-mm-dd'],
  ['a number in a date column stays a number to the eye', 'date', 20_201_130, 'General'],
  ['a number in an identifier column shows all its digits', 'citizen-id', 411_102_199_003, '@'],
  ['a day in a text column', 'text', { date: '2020-11-30' }, 'yyyy-mm-dd'],
  ['a moment', 'text', { date: '2020-11-30T08:30:00' }, 'yyyy-mm-dd hh:mm:ss'],
  ['a time', 'text', { date: '08:30:00' }, 'hh:mm:ss'],
  ['an amount', 'money', 12.5, '0.00'],
  ['an empty cell', 'citizen-id', null, '@'],
  ['an error', 'citizen-id', { error: '#N/A' }, 'General'],
])('the number format for %s', (_, format, cell, expected) => {
  const field = fields[format];
  expect(getNumberFormat(cell, buildTemplateColumn(field, codeLists))).toBe(expected);
});

test.each([
  ['甲 & 乙 <丙>', '甲 &amp; 乙 &lt;丙&gt;'],
  ['"引号"', '&quot;引号&quot;'],
  ['a\r\nb\tc', 'a_x000D_\nb\tc'],
  ['\u0000\u001f', '_x0000__x001F_'],
  ['_x000D_', '_x005F_x000D_'],
  ['_xyz_', '_xyz_'],
  ['𠮷', '𠮷'],
])('the XML of %j is %j', (text, xml) => {
  expect(escapeXstring(text)).toBe(xml);
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
  [16_383, 'XFD'],
])('column %i is %s', (column, letters) => {
  expect(columnLetters(column)).toBe(letters);
  expect(parseColumnLetters(letters)).toBe(column);
});

test.each(['', 'a', 'A1', 'AAAA'])('%j is no column', (letters) => {
  expect(parseColumnLetters(letters)).toBe(-1);
});

test.each([
  ['abc', 3, 1],
  ['姓名（全称）', 12, 2],
  ['一\n二', 0, 2],
])('how much room %j takes', (text, width, lines) => {
  if (width > 0) expect(textWidth(text)).toBe(width);
  expect(textLines(text, 11)).toBe(lines);
});

describe('a zip', () => {
  const long = Array.from({ length: 40_000 }, (_, i) => `第${i}行\n`);

  test('holds what was put in, packed before or while it comes, in this order and always the same', async () => {
    const side = new PackedText();
    for (const line of long) side.append(line);
    const parts = () => [
      packText('a.xml', '<a/>'),
      { name: 'b/长.xml', texts: long },
      { name: 'empty.xml', texts: [] },
      side.entry('side.xml'),
    ];
    const bytes = await bytesOf(zipBytes(parts()));
    const entries = zipEntries(bytes);
    expect(entries.map(({ name }) => name)).toEqual(['a.xml', 'b/长.xml', 'empty.xml', 'side.xml']);
    const expected = ['<a/>', long.join(''), '', long.join('')];
    expect(entries.map((entry, i) => readEntryText(entry) === expected[i])).toEqual([true, true, true, true]);
    expect(entries[1]?.crc).toBe(entries[3]?.crc);
    expect(entries[1]?.size).toBe(Buffer.byteLength(long.join('')));
    expect(Buffer.compare(Buffer.from(bytes), Buffer.from(await bytesOf(zipBytes(parts()))))).toBe(0);
  });

  test('an error of a part comes out', async () => {
    const texts = (function* failing(): Generator<string> {
      yield 'x'.repeat(300_000);
      throw new Error('no more');
    })();
    await expect(bytesOf(zipBytes([{ name: 'a', texts }]))).rejects.toThrow('no more');
  });

  test('bytes without a directory are a failure of ours', () => {
    expect(() => zipEntries(Buffer.from('no zip'))).toThrow('no zip directory');
  });
});

describe('notes', () => {
  const textsOf = (notes: CommentParts) =>
    notes.entries('comments', 'boxes').map((entry) => inflateRawSync(Buffer.concat(entry.packed)).toString('utf8'));

  test('no more than allowed beside those of the headers', () => {
    const notes = new CommentParts([10, 10], 5, 2);
    for (let row = 1; row <= 10; row++) notes.add(row, 0, '请改正。');
    const [comments = '', boxes = ''] = textsOf(notes);
    expect(comments.match(/<comment /g)?.length).toBe(4);
    expect(boxes.match(/<v:shape /g)?.length).toBe(4);
  });

  test('each shape lies in a cluster that the drawing lists', () => {
    const notes = new CommentParts([10], 3000, 3000);
    for (let row = 1; row <= 3000; row++) notes.add(row, 0, '请改正。');
    const [, boxes = ''] = textsOf(notes);
    const clusters = new Set(/<o:idmap v:ext="edit" data="([\d,]+)"/.exec(boxes)?.[1]?.split(',').map(Number));
    const shapes = [...boxes.matchAll(/id="_x0000_s(\d+)"/g)].map(([, id]) => Number(id));
    expect(new Set(shapes).size).toBe(3000);
    expect(new Set(shapes.map((id) => Math.floor(id / 1024)))).toEqual(clusters);
  });

  test('a box at the sheet’s far corner stays on the sheet', () => {
    const notes = new CommentParts([10], 1, 1);
    notes.add(1_048_576, 16_383, '请改正。'.repeat(40));
    const anchor =
      /<x:Anchor>([\d, ]+)</
        .exec(textsOf(notes)[1] ?? '')?.[1]
        ?.split(', ')
        .map(Number) ?? [];
    expect(Math.max(anchor[0] ?? Infinity, anchor[4] ?? Infinity)).toBe(16_383);
    expect(Math.max(anchor[2] ?? Infinity, anchor[6] ?? Infinity)).toBe(1_048_575);
  });
});
