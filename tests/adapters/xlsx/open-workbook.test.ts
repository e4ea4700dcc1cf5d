import { describe, expect, test } from 'vitest';
import { openWorkbook } from '../../../lib/adapters/xlsx/open-workbook.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import type { MergedRange, SheetInfo } from '../../../lib/kernel/sheet.ts';
import { partsOf, buildWorkbook, worksheet, type WorkbookSpec } from './build-workbook.ts';
import { buildZip } from './build-zip.ts';
import { readCells, type Seen } from './read-cells.ts';

const one = '<row r="1"><c r="A1"><v>1</v></c></row>';
const rel = (
  id: string,
  kind: string,
  target: string,
  base = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
) => `<Relationship Id="${id}" Type="${base}/${kind}" Target="${target}"/>`;
const data = (parts: WorkbookSpec['parts'], more: WorkbookSpec = {}): WorkbookSpec => ({
  ...more,
  parts: { 'xl/worksheets/sheet1.xml': null, ...parts },
});
const bom = Buffer.from([0xef, 0xbb, 0xbf]);
const sheet = worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>王芳</t></is></c></row>');
const bigEndian = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';

test('rows and columns are hidden by their mark, or by a size of nothing', async () => {
  const cell = (row: number) => `<c r="B${row}"><v>${row}</v></c>`;
  const rows = [`<row r="1">${cell(1)}</row>`, `<row r="2" ht="0" customHeight="1">${cell(2)}</row>`];
  const hidden = `<row r="3" hidden="1">${cell(3)}</row><row r="4" ht="0.75">${cell(4)}</row>`;
  const columns =
    '<cols><col min="2" max="2" width="0"/><col min="4" max="5" hidden="1"/><col min="6" max="6" width="9"/></cols>';
  const part = worksheet(`${rows.join('')}${hidden}`).replace('<sheetData>', `${columns}<sheetData>`);
  const workbook = await openWorkbook(bufferSource(buildWorkbook({ parts: { 'xl/worksheets/sheet1.xml': part } })));
  const found: (readonly [row: number, isHidden: boolean])[] = [];
  for await (const batch of workbook.rows('数据')) for (const row of batch) found.push([row.row, row.hidden === true]);
  expect(found).toEqual([
    [1, false],
    [2, true],
    [3, true],
    [4, false],
  ]);
  expect(workbook.layout('数据').hiddenColumns).toEqual([
    { first: 1, last: 1 },
    { first: 3, last: 4 },
  ]);
});

/** However the package is written, A1 of its first sheet is found. */
const packages: readonly (readonly [string, WorkbookSpec, Seen])[] = [
  ['as Excel writes it', { rows: one }, { A1: 1 }],
  [
    'an absolute target',
    data({ 'xl/data/a.xml': worksheet(one) }, { relations: rel('rId1', 'worksheet', '/xl/data/a.xml') }),
    { A1: 1 },
  ],
  [
    'a target with backslashes',
    data({ 'xl/data/a.xml': worksheet(one) }, { relations: rel('rId1', 'worksheet', 'data\\a.xml') }),
    { A1: 1 },
  ],
  [
    'a target that climbs',
    data({ 'data/a.xml': worksheet(one) }, { relations: rel('rId1', 'worksheet', '../data/./a.xml') }),
    { A1: 1 },
  ],
  [
    'a percent-encoded target',
    data({ 'xl/数据.xml': worksheet(one) }, { relations: rel('rId1', 'worksheet', '%E6%95%B0%E6%8D%AE.xml') }),
    { A1: 1 },
  ],
  ['an entry name with backslashes', data({ 'xl\\worksheets\\sheet1.xml': worksheet(one) }), { A1: 1 }],
  ['an entry name in another case', data({ 'XL/Worksheets/SHEET1.XML': worksheet(one) }), { A1: 1 }],
  ['an entry name with a leading slash', data({ '/xl/worksheets/sheet1.xml': worksheet(one) }), { A1: 1 }],
  ['entries for folders', { rows: one, parts: { 'xl/': '', 'xl/worksheets/': '' } }, { A1: 1 }],
  [
    'stored entries',
    { rows: one, partFaults: { 'xl/worksheets/sheet1.xml': { stored: true }, 'xl/workbook.xml': { stored: true } } },
    { A1: 1 },
  ],
  [
    'data descriptors',
    {
      rows: one,
      partFaults: { 'xl/worksheets/sheet1.xml': { descriptor: true }, 'xl/workbook.xml': { descriptor: true } },
    },
    { A1: 1 },
  ],
  ['zip64', { rows: one, zip: { zip64: true } }, { A1: 1 }],
  [
    'a comment behind the zip that looks like its end',
    { rows: one, zip: { comment: 'PK\u0005\u0006 and more text behind it' } },
    { A1: 1 },
  ],
  ['a local extra field that the directory does not have', { rows: one, zip: { extra: Buffer.alloc(12) } }, { A1: 1 }],
  [
    'UTF-8 with a byte-order mark',
    data({ 'xl/worksheets/sheet1.xml': Buffer.concat([bom, Buffer.from(sheet)]) }),
    { A1: '王芳' },
  ],
  [
    'UTF-16, low byte first',
    data({ 'xl/worksheets/sheet1.xml': Buffer.from(`\uFEFF${sheet.replace('UTF-8', 'UTF-16')}`, 'utf16le') }),
    { A1: '王芳' },
  ],
  [
    'UTF-16, high byte first',
    data({ 'xl/worksheets/sheet1.xml': bigEndian(sheet.replace('UTF-8', 'UTF-16')) }),
    { A1: '王芳' },
  ],
  [
    'UTF-16 without a mark',
    data({ 'xl/worksheets/sheet1.xml': Buffer.from(sheet.replace('UTF-8', 'UTF-16'), 'utf16le') }),
    { A1: '王芳' },
  ],
  [
    'GBK, as it declares',
    data({
      'xl/worksheets/sheet1.xml': Buffer.concat([
        Buffer.from(
          '<?xml version="1.0" encoding="GBK"?><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>',
        ),
        Buffer.from([0xcd, 0xf5, 0xb7, 0xbc]),
        Buffer.from('</t></is></c></row></sheetData></worksheet>'),
      ]),
    }),
    { A1: '王芳' },
  ],
  [
    'UTF-8 that declares UTF-16',
    data({ 'xl/worksheets/sheet1.xml': sheet.replace('UTF-8', 'utf-16') }),
    { A1: '王芳' },
  ],
  [
    'a tiny part without a declaration',
    data({ 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${one}</sheetData></worksheet>` }),
    { A1: 1 },
  ],
  [
    'the strict standard',
    data(
      {
        '_rels/.rels': `<Relationships>${rel('r', 'officeDocument', 'xl/workbook.xml', strict)}</Relationships>`,
        'xl/worksheets/sheet1.xml': worksheet(one),
      },
      { relations: rel('rId1', 'worksheet', 'worksheets/sheet1.xml', strict) },
    ),
    { A1: 1 },
  ],
  [
    'a workbook part in another folder',
    data({
      '_rels/.rels': `<Relationships>${rel('r', 'officeDocument', '/book/main.xml')}</Relationships>`,
      'xl/workbook.xml': null,
      'book/main.xml': '<w:workbook xmlns:q="x"><w:sheets><w:sheet name="a" q:id="s"/></w:sheets></w:workbook>',
      'book/_rels/main.xml.rels': `<Relationships>${rel('s', 'worksheet', 'a.xml')}</Relationships>`,
      'book/a.xml': worksheet(one),
    }),
    { A1: 1 },
  ],
  [
    'a workbook part two folders deep',
    data({
      '_rels/.rels': `<Relationships>${rel('r', 'officeDocument', 'a/b/main.xml')}</Relationships>`,
      'xl/workbook.xml': null,
      'a/b/main.xml': '<workbook xmlns:q="x"><sheets><sheet name="a" q:id="s"/></sheets></workbook>',
      'a/b/_rels/main.xml.rels': `<Relationships>${rel('s', 'worksheet', '../c.xml')}</Relationships>`,
      'a/c.xml': worksheet(one),
    }),
    { A1: 1 },
  ],
  ['no relations of the package', { rows: one, parts: { '_rels/.rels': null } }, { A1: 1 }],
  ['no content types', { rows: one, parts: { '[Content_Types].xml': null } }, { A1: 1 }],
  [
    'no styles part',
    { rows: '<row r="1"><c r="A1" s="3"><v>1</v></c></row>', parts: { 'xl/styles.xml': null } },
    { A1: 1 },
  ],
  [
    'shared strings before the sheet',
    { rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings: '<si><t>a</t></si>' },
    { A1: 'a' },
  ],
  [
    'shared strings after the sheet',
    data({
      'xl/worksheets/sheet1.xml': worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
      'xl/sharedStrings.xml': '<sst><si><t>a</t></si></sst>',
    }),
    { A1: 'a' },
  ],
  [
    'shared strings with a wrong count',
    data({
      'xl/worksheets/sheet1.xml': worksheet('<row r="1"><c r="A1" t="s"><v>1</v></c></row>'),
      'xl/sharedStrings.xml': '<sst count="1" uniqueCount="1"><si><t>a</t></si><si><t>b</t></si></sst>',
    }),
    { A1: 'b' },
  ],
];

test.each(packages)('a package: %s', async (_sentence, spec, seen) => {
  expect(await readCells(buildWorkbook(spec))).toEqual(seen);
});

const sheetLists: readonly (readonly [string, WorkbookSpec, readonly SheetInfo[]])[] = [
  [
    'by their tabs, not by their files',
    {
      sheets: '<sheet name="乙" sheetId="2" r:id="b"/><sheet name="甲" sheetId="1" r:id="a"/>',
      relations: rel('a', 'worksheet', 'worksheets/sheet1.xml') + rel('b', 'worksheet', 'worksheets/sheet2.xml'),
    },
    [
      { name: '乙', state: 'visible' },
      { name: '甲', state: 'visible' },
    ],
  ],
  [
    'with their states',
    {
      sheets:
        '<sheet name="a" state="veryHidden" r:id="a"/><sheet name="b" state="hidden" r:id="a"/>' +
        '<sheet name="c" state="visible" r:id="a"/><sheet name="d" state="show" r:id="a"/>',
      relations: rel('a', 'worksheet', 'worksheets/sheet1.xml'),
    },
    [
      { name: 'a', state: 'veryHidden' },
      { name: 'b', state: 'hidden' },
      { name: 'c', state: 'visible' },
      { name: 'd', state: 'visible' },
    ],
  ],
  [
    'without chart, dialog and macro sheets',
    {
      sheets: '<sheet name="图" r:id="c"/><sheet name="a" r:id="a"/><sheet name="m" r:id="m"/>',
      relations:
        rel('a', 'worksheet', 'worksheets/sheet1.xml') +
        rel('c', 'chartsheet', 'chartsheets/sheet1.xml') +
        rel('m', 'xlMacrosheet', 'macrosheets/sheet1.xml', 'http://schemas.microsoft.com/office/2006/relationships'),
    },
    [{ name: 'a', state: 'visible' }],
  ],
  [
    'with odd names',
    {
      sheets: '<sheet name="a &amp; b&apos;&lt;1&gt; 😀" r:id="a"/><sheet name=" 空 " r:id="a"/>',
      relations: rel('a', 'worksheet', 'worksheets/sheet1.xml'),
    },
    [
      { name: "a & b'<1> 😀", state: 'visible' },
      { name: ' 空 ', state: 'visible' },
    ],
  ],
];

test.each(sheetLists)('worksheets are listed %s', async (_sentence, spec, sheets) => {
  expect((await openWorkbook(bufferSource(buildWorkbook(spec)))).sheets).toEqual(sheets);
});

test('custom properties are texts, whatever their type', async () => {
  const custom =
    '<Properties xmlns:vt="x"><property name="数据集"><vt:lpwstr>bus &amp; rail_x000D_</vt:lpwstr>' +
    '</property><property name="version" pid="3"><vt:i4>12</vt:i4></property><property name="empty">' +
    '<vt:lpwstr/></property></Properties>';
  const { properties } = await openWorkbook(bufferSource(buildWorkbook({ parts: { 'docProps/custom.xml': custom } })));
  expect([...properties]).toEqual([
    ['数据集', 'bus & rail\r'],
    ['version', '12'],
    ['empty', ''],
  ]);
});

const merges: readonly (readonly [string, string, readonly MergedRange[]])[] = [
  ['none', '', []],
  [
    'a title over three columns, a column of two rows',
    '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="B3:B4"/></mergeCells>',
    [
      { firstRow: 1, lastRow: 1, firstColumn: 0, lastColumn: 2 },
      { firstRow: 3, lastRow: 4, firstColumn: 1, lastColumn: 1 },
    ],
  ],
  [
    'written from the end',
    '<x:mergeCells xmlns:x="y"><x:mergeCell ref="$C$2:$A$1"/></x:mergeCells>',
    [{ firstRow: 1, lastRow: 2, firstColumn: 0, lastColumn: 2 }],
  ],
];

test.each(merges)('merged ranges: %s', async (_sentence, after, expected) => {
  const workbook = await openWorkbook(bufferSource(buildWorkbook({ rows: one, after })));
  expect(workbook.layout('数据').merges).toEqual([]);
  for await (const batch of workbook.rows('数据')) void batch;
  expect(workbook.layout('数据').merges).toEqual(expected);
  const ahead = await openWorkbook(bufferSource(buildWorkbook({ rows: one, after })));
  expect(await ahead.mergesAhead('数据')).toEqual(expected);
});

describe('rows', () => {
  const many = Array.from(
    { length: 2500 },
    (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c></row>`,
  ).join('');

  test('come in batches of a thousand', async () => {
    const workbook = await openWorkbook(bufferSource(buildWorkbook({ rows: many })));
    const sizes: number[] = [];
    for await (const batch of workbook.rows('数据')) sizes.push(batch.length);
    expect(sizes).toEqual([1000, 1000, 500]);
  });

  test('may be left early, and read again', async () => {
    const workbook = await openWorkbook(bufferSource(buildWorkbook({ rows: many })));
    for await (const batch of workbook.rows('数据')) {
      expect(batch[0]).toEqual({ row: 1, cells: [0] });
      break;
    }
    let rows = 0;
    for await (const batch of workbook.rows('数据')) rows += batch.length;
    expect(rows).toBe(2500);
  });

  test('of wide rows come in smaller batches', async () => {
    const wide = Array.from(
      { length: 12 },
      (_, index) => `<row r="${index + 1}"><c r="XFD${index + 1}"><v>1</v></c></row>`,
    ).join('');
    const workbook = await openWorkbook(bufferSource(buildWorkbook({ rows: wide })));
    const sizes: number[] = [];
    for await (const batch of workbook.rows('数据')) sizes.push(batch.length);
    expect(sizes).toEqual([4, 4, 4]);
  });

  test('of a sheet that is not there are an error of the caller', async () => {
    const workbook = await openWorkbook(bufferSource(buildWorkbook({ rows: one })));
    await expect(workbook.rows('没有')[Symbol.asyncIterator]().next()).rejects.toThrow('no sheet');
  });

  test('throws the error of a failing source unchanged', async () => {
    const bytes = buildZip(partsOf({ rows: many }));
    const source = bufferSource(bytes);
    const workbook = await openWorkbook({
      ...source,
      stream: async function* broken() {
        yield* [];
        throw new Error('connection reset');
      },
    }).catch((error: unknown) => error);
    expect(workbook).toEqual(new Error('connection reset'));
  });
});
