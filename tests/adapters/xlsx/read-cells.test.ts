import { describe, expect, test } from 'vitest';
import { openWorkbook } from '../../../lib/adapters/xlsx/open-workbook.ts';
import type { ReadingLimits } from '../../../lib/adapters/xlsx/refusals/reading-limits.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import { uncomputed, type Cell } from '../../../lib/kernel/sheet.ts';
import { partsOf, buildWorkbook, worksheet, type WorkbookSpec } from './build-workbook.ts';
import { buildZip } from './build-zip.ts';
import { readCells, inPieces, type Seen } from './read-cells.ts';

type Case = readonly [sentence: string, spec: WorkbookSpec, seen: Seen];

const inline = (text: string) => `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`;
const dated = (value: string, format: number | string, date1904?: string): WorkbookSpec => ({
  rows: `<row r="1"><c r="A1" s="1"><v>${value}</v></c></row>`,
  styles: [0, typeof format === 'number' ? format : 170],
  ...(typeof format === 'number' ? {} : { formats: { 170: format } }),
  ...(date1904 === undefined ? {} : { date1904 }),
});
const number = (text: string): WorkbookSpec => ({ rows: `<row r="1"><c r="A1"><v>${text}</v></c></row>` });
const item = (content: string): WorkbookSpec => ({
  strings: `<si><t>first</t></si><si>${content}</si>`,
  rows: '<row r="1"><c r="A1" t="s"><v>1</v></c></row>',
});

const places: readonly Case[] = [
  [
    'cells stand where their references say',
    { rows: '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row r="7"><c r="A7"><v>3</v></c></row>' },
    { B3: 1, D3: 2, A7: 3 },
  ],
  [
    'rows and cells without references follow one another',
    { rows: '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>' },
    { A1: 1, B1: 2, A2: 3 },
  ],
  [
    'a cell without a reference follows one that has it',
    { rows: '<row r="2"><c r="C2"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>' },
    { C2: 1, D2: 2, A3: 3 },
  ],
  [
    'a row without a number takes it from its cells',
    { rows: '<row><c r="B5"><v>1</v></c><c r="C5"><v>2</v></c></row><row><c r="A6"><v>3</v></c></row>' },
    { B5: 1, C5: 2, A6: 3 },
  ],
  [
    'blank rows in between',
    {
      rows:
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="3"><c r="A3" s="0"/></row>' +
        '<row r="9" hidden="1"><c r="A9"><v>9</v></c></row>',
    },
    { A1: 1, A9: 9 },
  ],
  [
    'a narrow row after a wide one, and a wide one again',
    {
      rows:
        '<row r="1"><c r="A1"><v>1</v></c><c r="E1"><v>5</v></c></row><row r="2"><c r="B2"><v>2</v></c>' +
        '</row><row r="3"><c r="H3"><v>8</v></c></row>',
    },
    { A1: 1, E1: 5, B2: 2, H3: 8 },
  ],
  [
    'cells out of order in their row',
    { rows: '<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>' },
    { A1: 1, C1: 3 },
  ],
  [
    'the last column and the last row',
    { rows: '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' },
    { XFD1048576: 1 },
  ],
  ['an empty sheet', { rows: '' }, {}],
  [
    'a sheet whose data is an empty element',
    { parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData/></worksheet>' } },
    {},
  ],
  [
    'self-closing cells with a style only',
    { rows: '<row r="1"><c r="A1" s="0"/><c r="B1"/><c r="C1"><v>1</v></c></row>' },
    { C1: 1 },
  ],
  [
    'attributes in any order, single quotes, spaces, line breaks',
    { rows: `<row spans='1:2'\n r='4' ><c\tt='n'  s = "0" r='B4'\n><v >7</v ></c ></row >` },
    { B4: 7 },
  ],
  [
    'attributes nobody here knows',
    { rows: '<row r="1" x14ac:dyDescent="0.25"><c r="A1" cm="1" vm="2" ph="1"><v>1</v></c></row>' },
    { A1: 1 },
  ],
  [
    'comments and processing instructions between and inside',
    { rows: '<!-- <row r="1"> --><row r="1"><?x <c?><c r="A1"><!-- <v>9</v> --><v>1<!-- 2 -->3</v></c></row>' },
    { A1: 13 },
  ],
  [
    'extensions inside row and cell',
    {
      rows:
        '<row r="1"><c r="A1"><v>1</v><extLst><ext><x14:c r="B1"><v>8</v></x14:c></ext></extLst></c>' +
        '<extLst><c r="C1"><v>9</v></c></extLst></row>',
    },
    { A1: 1 },
  ],
  [
    'extensions behind the data',
    {
      rows: '<row r="1"><c r="A1"><v>1</v></c></row>',
      after:
        '<extLst><ext><x14:conditionalFormattings><x14:row r="1"><x14:c r="Z1"><v>5</v></x14:c></x14:row>' +
        '</x14:conditionalFormattings></ext></extLst>',
    },
    { A1: 1 },
  ],
];

const texts: readonly Case[] = [
  ['an inline text', { rows: inline('王芳') }, { A1: '王芳' }],
  ['named entities', { rows: inline('a&amp;b&lt;c&gt;d&quot;e&apos;f') }, { A1: 'a&b<c>d"e\'f' }],
  ['an entity that was escaped itself', { rows: inline('&amp;lt;') }, { A1: '&lt;' }],
  ['numeric entities, beyond the basic plane too', { rows: inline('&#65;&#x738B;&#x1F600;') }, { A1: 'A王😀' }],
  ['emoji and CJK extension B as they are', { rows: inline('😀𠮷𠀀') }, { A1: '😀𠮷𠀀' }],
  ['CDATA', { rows: inline('a<![CDATA[<b>&amp;]]>c') }, { A1: 'a<b>&amp;c' }],
  ['a line end is LF however it is written', { rows: inline('a\r\nb\rc\nd') }, { A1: 'a\nb\nc\nd' }],
  ['a CR that is escaped stays', { rows: inline('a&#13;&#10;b_x000D_\nc') }, { A1: 'a\r\nb\r\nc' }],
  ['an underscore that was escaped', { rows: inline('_x005F_x000D_ a_b_x00') }, { A1: '_x000D_ a_b_x00' }],
  ['white space is kept', { rows: inline('  王 芳\t') }, { A1: '  王 芳\t' }],
  [
    'white space is kept with xml:space',
    { rows: '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c></row>' },
    { A1: ' a ' },
  ],
  [
    'an inline text in runs',
    {
      rows:
        '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>王</t></r><r>' +
        '<t xml:space="preserve"> 芳</t></r></is></c></row>',
    },
    { A1: '王 芳' },
  ],
  ['an inline text in v', { rows: '<row r="1"><c r="A1" t="inlineStr"><v>a</v></c></row>' }, { A1: 'a' }],
  [
    'an empty text is an empty cell',
    {
      rows:
        '<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1" t="inlineStr"><is><t/></is></c>' +
        '<c r="C1" t="str"><v></v></c><c r="D1"><v/></c><c r="E1"><v>1</v></c></row>',
    },
    { E1: 1 },
  ],
  ['a shared text', item('<t>王芳</t>'), { A1: '王芳' }],
  [
    'a shared text in runs',
    item('<r><t>王</t></r><r><rPr><sz val="11"/></rPr><t xml:space="preserve"> 芳</t></r>'),
    { A1: '王 芳' },
  ],
  [
    'phonetic text is not part of it',
    item('<t>課きく</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1"/>'),
    { A1: '課きく' },
  ],
  ['phonetic text before the base text', item('<rPh sb="0" eb="1"><t>カ</t></rPh><r><t>課</t></r>'), { A1: '課' }],
  [
    'a shared text with everything to resolve',
    item('<t xml:space="preserve"> a&amp;b_x000D_<![CDATA[<c>]]> </t>'),
    { A1: ' a&b\r<c> ' },
  ],
  ['an empty shared text', item('<t/>'), {}],
  ['a shared item without a text', item(''), {}],
  [
    'an empty shared item',
    {
      strings: '<si/><si><t>b</t></si>',
      rows: '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>',
    },
    { A1: 'b' },
  ],
  [
    'a shared text that repeats',
    {
      strings: '<si><t>是</t></si>',
      rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v> 0 </v></c></row>',
    },
    { A1: '是', B1: '是' },
  ],
  ['32,767 characters', item(`<t>${'长'.repeat(32_767)}</t>`), { A1: '长'.repeat(32_767) }],
];

const values: readonly Case[] = [
  [
    'booleans',
    {
      rows: '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="b"><v>true</v></c></row>',
    },
    { A1: true, B1: false, C1: true },
  ],
  [
    'errors',
    { rows: '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>' },
    { A1: { error: '#N/A' }, B1: { error: '#DIV/0!' } },
  ],
  [
    'a formula is its result: text',
    { rows: '<row r="1"><c r="A1" t="str"><f>"a"&amp;B1</f><v>a 王&amp;</v></c></row>' },
    { A1: 'a 王&' },
  ],
  [
    'a formula is its result: number, shared, array, without a result',
    {
      rows:
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1">' +
        '<f t="shared" ref="B1:B2" si="0">A1&gt;1</f><v>3</v></c><c r="C1"><f t="shared" si="0"/><v>4</v>' +
        '</c><c r="D1"><f t="array" ref="D1">{1}</f><v>5</v></c><c r="E1"><f>NOW()</f></c></row>',
    },
    { A1: 2, B1: 3, C1: 4, D1: 5 },
  ],
  ['an unknown type is text', { rows: '<row r="1"><c r="A1" t="zzz"><v>007</v></c></row>' }, { A1: '007' }],
  [
    'a style number that is no style',
    { rows: '<row r="1"><c r="A1" s="99"><v>1</v></c><c r="B1" s=""><v>2</v></c></row>' },
    { A1: 1, B1: 2 },
  ],
  [
    'an ISO date',
    {
      rows:
        '<row r="1"><c r="A1" t="d"><v>2020-11-30</v></c><c r="B1" t="d"><v>2020-11-30T08:30:00.000Z</v>' +
        '</c><c r="C1" t="d"><v>2020-11-30T00:00:00</v></c><c r="D1" t="d"><v>T08:30:00</v></c>' +
        '<c r="E1" t="d"><v>去年</v></c></row>',
    },
    {
      A1: { date: '2020-11-30' },
      B1: { date: '2020-11-30T08:30:00' },
      C1: { date: '2020-11-30' },
      D1: { date: '08:30:00' },
      E1: '去年',
    },
  ],
  ['a whole number', number('42'), { A1: 42 }],
  [
    'zero, negative, minus zero',
    { rows: '<row r="1"><c r="A1"><v>0</v></c><c r="B1"><v>-12.5</v></c><c r="C1"><v>-0</v></c></row>' },
    { A1: 0, B1: -12.5, C1: 0 },
  ],
  [
    'exponents',
    {
      rows:
        '<row r="1"><c r="A1"><v>1E-3</v></c><c r="B1"><v>1.5e+2</v></c><c r="C1">' +
        '<v>4.1110219900307E+17</v></c></row>',
    },
    { A1: 0.001, B1: 150, C1: 411_102_199_003_070_000 },
  ],
  ['fifteen digits are certain', number('123456789012345'), { A1: 123_456_789_012_345 }],
  ['fifteen digits with a point', number('1234567890.12345'), { A1: 1_234_567_890.123_45 }],
  [
    'leading zeros and trailing fraction zeros are no digits',
    number('000000000000000001.50000000000000000'),
    { A1: 1.5 },
  ],
  ['an 18-digit number keeps its text', number('411102199003070010'), { A1: { number: '411102199003070010' } }],
  [
    'so do sixteen digits, a long fraction, a long exponent form',
    {
      rows:
        '<row r="1"><c r="A1"><v>1234567890123456</v></c><c r="B1"><v>0.30000000000000004</v></c>' +
        '<c r="C1"><v>4.1110219900307001E+17</v></c></row>',
    },
    {
      A1: { number: '1234567890123456' },
      B1: { number: '0.30000000000000004' },
      C1: { number: '4.1110219900307001E+17' },
    },
  ],
  [
    'what is no number stays text',
    {
      rows:
        '<row r="1"><c r="A1"><v>1,5</v></c><c r="B1"><v>NaN</v></c><c r="C1"><v>1E999</v></c><c r="D1">' +
        '<v>.5</v></c></row>',
    },
    { A1: '1,5', B1: 'NaN', C1: '1E999', D1: 0.5 },
  ],
  ['spaces around a number', number(' 12 '), { A1: 12 }],
];

const dates: readonly Case[] = [
  ['a day', dated('43831', 14), { A1: { date: '2020-01-01' } }],
  ['a day and a time', dated('44165.354166666664', 22), { A1: { date: '2020-11-30T08:30:00' } }],
  ['a time', dated('0.3541666667', 20), { A1: { date: '08:30:00' } }],
  ['midnight, but for a rounding error', dated('43831.99999999', 22), { A1: { date: '2020-01-02' } }],
  ['the day before the day that never was', dated('59', 14), { A1: { date: '1900-02-28' } }],
  ['the day that never was', dated('60', 14), { A1: { date: '1900-02-29' } }],
  ['the day after it', dated('61', 14), { A1: { date: '1900-03-01' } }],
  [
    'the first and the last day',
    { ...dated('1', 14), rows: '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"><v>2958465</v></c></row>' },
    { A1: { date: '1900-01-01' }, B1: { date: '9999-12-31' } },
  ],
  [
    'a number that is no day any more',
    { ...dated('-1', 14), rows: '<row r="1"><c r="A1" s="1"><v>-1</v></c><c r="B1" s="1"><v>2958466</v></c></row>' },
    { A1: -1, B1: 2_958_466 },
  ],
  ['the 1904 system', dated('42369', 14, '1'), { A1: { date: '2020-01-01' } }],
  ['the 1904 system, written in another way', dated('42369', 14, 'true'), { A1: { date: '2020-01-01' } }],
  ['not the 1904 system', dated('43831', 14, '0'), { A1: { date: '2020-01-01' } }],
  ['a Chinese built-in format', dated('43831', 31), { A1: { date: '2020-01-01' } }],
  ['another of them', dated('43831', 57), { A1: { date: '2020-01-01', lacks: 'day' } }],
  ['yyyy"年"m"月"d"日"', dated('43831', 'yyyy"年"m"月"d"日"'), { A1: { date: '2020-01-01' } }],
  ['[$-804]yyyy/m/d;@', dated('43831', '[$-804]yyyy/m/d;@'), { A1: { date: '2020-01-01' } }],
  ['[DBNum1][$-804]yyyy"年"', dated('43831', '[DBNum1][$-804]yyyy"年"'), { A1: { date: '2020-01-01', lacks: 'day' } }],
  ['上午/下午h"时"', dated('0.5', '上午/下午h"时"'), { A1: { date: '12:00:00' } }],
  ['[Red]0.00 is no date', dated('43831', '[Red]0.00'), { A1: 43_831 }],
  ['"d" is no date', dated('43831', '0"d"'), { A1: { value: 43_831, shown: '43831d' } }],
  ['an escaped letter is no date', dated('43831', '0\\d'), { A1: { value: 43_831, shown: '43831d' } }],
  ['a padding letter is no date', dated('43831', '0_d*m'), { A1: 43_831 }],
  ['General is no date, in Chinese neither', dated('43831', 'G/通用格式'), { A1: 43_831 }],
  ['0.00E+00 is no date', dated('43831', '0.00E+00'), { A1: 43_831 }],
  ['text format is no date', dated('43831', 49), { A1: 43_831 }],
  ['a date in the second section only is none', dated('43831', '0;yyyy'), { A1: 43_831 }],
  [
    '25:30 typed as hours became a time',
    dated('1.0625', '[h]:mm'),
    { A1: { date: '1900-01-01T01:30:00', lacks: 'year' } },
  ],
  ['so it did in the built-in format', dated('0.5', 46), { A1: { date: '12:00:00' } }],
  ['mm:ss is a time', dated('0.0104166667', 45), { A1: { date: '00:15:00' } }],
  ['a custom format takes a built-in number', { ...dated('43831', 14), formats: { 14: '0.00' } }, { A1: 43_831 }],
  [
    'a text is no date, whatever its format',
    { ...dated('1', 14), rows: '<row r="1"><c r="A1" s="1" t="str"><v>43831</v></c></row>' },
    { A1: '43831' },
  ],
];

const cell = (content: string, type = '') =>
  `<row r="1"><c r="A1"${type === '' ? '' : ` t="${type}"`}>${content}</c><c r="B1"><v>1</v></c></row>`;
const nothing: Cell = { error: uncomputed };
// Libraries that don't calculate: openpyxl, POI and EasyExcel omit the type; excelize writes text without a value.
const formulas: readonly Case[] = [
  ['a formula and no value', { rows: cell('<f>A9*2</f>') }, { A1: nothing, B1: 1 }],
  ['a formula and an empty value', { rows: cell('<f>A9*2</f><v></v>') }, { A1: nothing, B1: 1 }],
  ['a formula and a value that is an empty element', { rows: cell('<f>A9*2</f><v/>') }, { A1: nothing, B1: 1 }],
  ['a formula and a value of spaces', { rows: cell('<f>A9*2</f><v> </v>') }, { A1: nothing, B1: 1 }],
  ['a formula that should be a text, and no value', { rows: cell('<f>A9&amp;"a"</f>', 'str') }, { A1: nothing, B1: 1 }],
  ['a formula whose result is the empty text', { rows: cell('<f>""</f><v></v>', 'str') }, { B1: 1 }],
  ['the same, its value an empty element', { rows: cell('<f>""</f><v/>', 'str') }, { B1: 1 }],
  [
    'a shared, an array and an empty formula',
    {
      rows:
        '<row r="1"><c r="A1"><f t="shared" si="0"/></c><c r="B1"><f t="array" ref="B1">{1}</f></c>' +
        '<c r="C1"><f/><v/></c></row>',
    },
    { A1: nothing, B1: nothing, C1: nothing },
  ],
  [
    'a formula that should be a boolean, an error, a shared text, a date',
    { rows: `<row r="1">${['b', 'e', 's', 'd'].map((type) => `<c t="${type}"><f>A9</f><v></v></c>`).join('')}</row>` },
    { A1: nothing, B1: nothing, C1: nothing, D1: nothing },
  ],
  ['a formula with a comment beside it', { rows: cell('<!-- <v>2</v> --><f>A9*2</f><?x?>') }, { A1: nothing, B1: 1 }],
  [
    'a cell without a formula is empty',
    {
      rows:
        '<row r="1"><c r="A1"/><c r="B1"></c><c r="C1"><v/></c><c r="D1" t="s"><v></v></c><c r="E1">' +
        '<extLst><ext><x14:f>A9</x14:f></ext></extLst></c><c r="F1"><v>1</v></c></row>',
    },
    { F1: 1 },
  ],
  [
    'computed ones are their results',
    {
      rows:
        '<row r="1"><c r="A1"><f>1-1</f><v>0</v></c><c r="B1" t="b"><f>1=2</f><v>0</v></c>' +
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="inlineStr"><f>"a"</f><is><t>a</t></is>' +
        '</c></row>',
    },
    { A1: 0, B1: false, C1: { error: '#DIV/0!' }, D1: 'a' },
  ],
];
const nothingIsEmpty = formulas.map(([sentence, spec, seen]): Case => [
  sentence,
  spec,
  Object.fromEntries(Object.entries(seen).filter(([, value]) => value !== nothing)),
]);

const groups: readonly (readonly [string, readonly Case[], Partial<ReadingLimits>])[] = [
  ['places', places, {}],
  ['texts', texts, {}],
  ['values', values, {}],
  ['dates', dates, {}],
  ['formulas without a result', formulas, { uncomputed: 'error' }],
  ['formulas without a result, as other readers see them', nothingIsEmpty, {}],
];

describe.each(groups)('%s', (_, cases, limits) => {
  test.each(cases)('%s', async (_sentence, spec, seen) => {
    expect(await readCells(buildWorkbook(spec), limits)).toEqual(seen);
  });

  // The same bytes in pieces of one, and of seven, end between any two; a stored part goes to the scanner as it comes.
  test.each(cases)('in pieces: %s', async (_sentence, spec, seen) => {
    const stored = buildZip(partsOf(spec).map((part) => ({ ...part, stored: true })));
    if (stored.length < 20_000) expect(await readCells(inPieces(stored, 1), limits)).toEqual(seen);
    expect(await readCells(inPieces(stored, 7 + Math.floor(stored.length / 5000)), limits)).toEqual(seen);
  });

  // A prefix forces the general parser, which must agree with the fast one.
  test.each(cases)('with prefixed names: %s', async (_sentence, spec, seen) => {
    const parts = partsOf(spec).map((part) =>
      /sheet1|sharedStrings/.test(part.name) ? { ...part, content: prefixed(String(part.content)) } : part,
    );
    expect(await readCells(buildZip(parts), limits)).toEqual(seen);
  });
});

function prefixed(xml: string): string {
  return xml.replace(
    /(<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>)|<(\/?)([a-zA-Z]+)(?=[\s/>])/g,
    (whole: string, literal: string | undefined, slash: string, name: string) =>
      literal === undefined ? `<${slash}x:${name}` : whole,
  );
}

test('a row wider than the one before keeps every cell, over thousands of rows', async () => {
  const rows = Array.from(
    { length: 3000 },
    (_, index) => `<row r="${index + 1}">${`<c><v>${index}</v></c>`.repeat((index % 40) + 1)}</row>`,
  );
  const seen = await readCells(buildWorkbook({ rows: rows.join('') }));
  expect(Object.keys(seen)).toHaveLength(rows.reduce((sum, _, index) => sum + (index % 40) + 1, 0));
  expect(seen['AN3000']).toBe(2999);
});

test('texts that repeat and texts that do not, side by side', async () => {
  const texts = [
    (row: number) => `JY${row}`,
    (row: number) => ['正常', '注销', '暂停'][row % 3],
    (row: number) => `商户${row * 7919}号`,
  ];
  const text = (row: number, column: number) => texts[Math.min(column, 2)]?.(row);
  const rows = Array.from(
    { length: 5000 },
    (_, row) =>
      `<row>${[0, 1, 2].map((column) => `<c t="inlineStr"><is><t>${text(row, column)}</t></is></c>`).join('')}</row>`,
  );
  const seen = await readCells(buildZip(partsOf({ parts: { 'xl/worksheets/sheet1.xml': worksheet(rows.join('')) } })));
  for (let row = 0; row < 5000; row += 1)
    expect([seen[`A${row + 1}`], seen[`B${row + 1}`], seen[`C${row + 1}`]]).toEqual(
      [0, 1, 2].map((column) => text(row, column)),
    );
});

test('texts that begin alike, over and over', async () => {
  const alike = Array.from({ length: 510 }, (_, index) => (index + 2).toString(2).slice(1));
  const rows = Array.from(
    { length: 4000 },
    (_, row) => `<row><c t="str"><v>${alike[(row * 7) % alike.length]}</v></c></row>`,
  );
  const seen = await readCells(buildWorkbook({ rows: rows.join('') }));
  for (let row = 0; row < 4000; row += 1) expect(seen[`A${row + 1}`]).toBe(alike[(row * 7) % alike.length]);
});

test('forty thousand shared texts, from the last to the first', async () => {
  const text = (index: number) => `${index}号${'商户'.repeat(index % 50)}`;
  const strings = Array.from({ length: 40_000 }, (_, index) => `<si><t>${text(index)}</t></si>`);
  const rows = strings.map((_, row) => `<row><c t="s"><v>${39_999 - row}</v></c><c t="s"><v>${row % 3}</v></c></row>`);
  const seen = await readCells(buildWorkbook({ strings: strings.join(''), rows: rows.join('') }));
  for (let row = 0; row < 40_000; row += 1)
    if (seen[`A${row + 1}`] !== text(39_999 - row) || seen[`B${row + 1}`] !== text(row % 3))
      expect(seen[`A${row + 1}`]).toBe(text(39_999 - row));
});

test('a row is an array of cells, null where one is empty, as long as its last filled cell', async () => {
  const rows =
    '<row r="1"><c r="B1"><v>1</v></c><c r="D1"><v>2</v></c><c r="F1" s="0"/></row><row r="2">' +
    '<c r="A2"><v>3</v></c></row><row r="3"/><row r="4"><c r="G4"><v>4</v></c></row>';
  const workbook = await openWorkbook(bufferSource(buildWorkbook({ rows })));
  for await (const batch of workbook.rows('数据')) {
    expect(batch).toStrictEqual([
      { row: 1, cells: [null, 1, null, 2] },
      { row: 2, cells: [3] },
      { row: 4, cells: [null, null, null, null, null, null, 4] },
    ]);
  }
});
