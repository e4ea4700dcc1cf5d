import type { ReadingLimits } from '../../../lib/adapters/xlsx/refusals/reading-limits.ts';
import type { WorkbookRefusalCode } from '../../../schemas/collection/workbook-refusals.ts';
import { buildOle } from './build-ole.ts';
import { partsOf, buildWorkbook, worksheet, type WorkbookSpec } from './build-workbook.ts';
import { buildZip } from './build-zip.ts';

export const one = '<row r="1"><c r="A1"><v>1</v></c></row>';
const good = buildWorkbook({ rows: one });
const types = (type: string, part = '/xl/workbook.xml') =>
  `<Types><Override PartName="${part}" ContentType="${type}"/></Types>`;
export const rows = (written: string, more: WorkbookSpec = {}) => buildWorkbook({ ...more, rows: written });
export const sheetPart = (content: string | Buffer) =>
  buildWorkbook({ parts: { 'xl/worksheets/sheet1.xml': content } });
const strings = (content: string) =>
  buildWorkbook({ rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', parts: { 'xl/sharedStrings.xml': content } });
export const withFault = (
  partFaults: NonNullable<WorkbookSpec['partFaults']>[string],
  part = 'xl/worksheets/sheet1.xml',
) => buildWorkbook({ rows: one, partFaults: { [part]: partFaults } });
const patched = (find: number, change: (bytes: Buffer, at: number) => void) => {
  const bytes = Buffer.from(good);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(find);
  change(bytes, bytes.lastIndexOf(mark));
  return bytes;
};
/** Two equal entries at the end of the zip, at the same offset. */
function overlapping(): Buffer {
  const bytes = buildZip([
    ...partsOf({ rows: one }),
    { name: 'a.bin', content: 'same' },
    { name: 'b.bin', content: 'same' },
  ]);
  const entry = Buffer.from('504b0102', 'hex');
  const last = bytes.lastIndexOf(entry);
  bytes.copy(bytes, last + 42, bytes.lastIndexOf(entry, last - 1) + 42, bytes.lastIndexOf(entry, last - 1) + 46);
  return bytes;
}
const external = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
const laughs =
  '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;">]><sst><si>' +
  '<t>&lol1;</t></si></sst>';
export const spaces = Buffer.alloc(12 * 1024 * 1024, ' ').toString();

/** `limits` are stricter ones, so that the file can be small. */
type Case = readonly [sentence: string, code: WorkbookRefusalCode, file: Buffer, limits?: Partial<ReadingLimits>];

export const refusalCases: readonly Case[] = [
  ['nothing at all', 'empty-file', Buffer.alloc(0)],
  ['a picture', 'not-a-workbook', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['a zip of other things', 'not-a-workbook', buildZip([{ name: 'readme.txt', content: 'hello' }])],
  ['an empty zip', 'not-a-workbook', buildZip([])],
  [
    'a Word document',
    'not-a-workbook',
    buildWorkbook({
      parts: {
        '[Content_Types].xml': types(
          'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
          '/word/document.xml',
        ),
        '_rels/.rels':
          '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
        'word/document.xml': '<w:document/>',
        'xl/workbook.xml': null,
      },
    }),
  ],
  ['an old Word document', 'not-a-workbook', buildOle(['WordDocument'])],
  [
    'an Open Document text',
    'not-a-workbook',
    buildZip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', stored: true }]),
  ],
  [
    'an Open Document sheet',
    'open-document',
    buildZip([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
      { name: 'content.xml', content: '<x/>' },
    ]),
  ],
  ['an old .xls', 'old-xls', buildOle(['Workbook', '\u0005SummaryInformation'])],
  [
    'an old .xls of Excel 5, with many streams before',
    'old-xls',
    buildOle(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'Book']),
  ],
  ['a .xls from before there were containers', 'old-xls', Buffer.from('09040600000010000000', 'hex')],
  ['an OLE file cut short', 'old-xls', buildOle(['Workbook']).subarray(0, 600)],
  ['a WPS .et', 'wps-et', buildOle(['Workbook', 'ETExtData'])],
  ['an encrypted workbook', 'encrypted', buildOle(['\u0006DataSpaces', 'EncryptionInfo', 'EncryptedPackage'])],
  ['an encrypted zip entry', 'encrypted', withFault({ flags: 1 })],
  [
    'a binary workbook',
    'xlsb',
    buildWorkbook({
      parts: {
        '_rels/.rels':
          '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        'xl/workbook.xml': null,
        'xl/workbook.bin': 'x',
      },
    }),
  ],
  [
    'a binary workbook without relations',
    'xlsb',
    buildWorkbook({ parts: { '_rels/.rels': null, 'xl/workbook.xml': null, 'xl/workbook.bin': 'x' } }),
  ],
  [
    'a macro workbook by its type',
    'macro-workbook',
    buildWorkbook({ parts: { '[Content_Types].xml': types('application/vnd.ms-excel.sheet.macroEnabled.main+xml') } }),
  ],
  ['a macro workbook by what it holds', 'macro-workbook', buildWorkbook({ parts: { 'xl/vbaProject.bin': 'x' } })],
  ['a CSV', 'csv-renamed', Buffer.from('姓名,证件号码\r\n王芳,1\r\n')],
  ['a CSV in GBK', 'csv-renamed', Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0x31, 0x0d, 0x0a])],
  ['a CSV in UTF-16', 'csv-renamed', Buffer.from('\uFEFF姓名\t1', 'utf16le')],
  ['a web page', 'web-page-renamed', Buffer.from('\r\n<html><table><tr><td>1</td></tr></table></html>')],
  [
    'an XML spreadsheet of 2003',
    'web-page-renamed',
    Buffer.from('\uFEFF<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
  ],
  ['a web archive', 'web-page-renamed', Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related')],

  ['cut off in the middle', 'truncated', good.subarray(0, good.length >> 1)],
  ['cut off in the directory', 'truncated', good.subarray(0, good.length - 10)],
  [
    'a directory that points behind the end',
    'corrupt',
    patched(0x06054b50, (bytes, at) => bytes.writeUInt32LE(bytes.length, at + 16)),
  ],
  ['a directory that is none', 'corrupt', patched(0x06054b50, (bytes, at) => bytes.writeUInt32LE(2, at + 16))],
  [
    'a directory that says too many entries',
    'corrupt',
    patched(0x06054b50, (bytes, at) => bytes.writeUInt16LE(99, at + 10)),
  ],
  [
    'an entry that points nowhere',
    'corrupt',
    patched(0x02014b50, (bytes, at) => bytes.writeUInt32LE(bytes.length, at + 42)),
  ],
  [
    'an entry that begins inside another',
    'corrupt',
    patched(0x02014b50, (bytes, at) => bytes.writeUInt32LE(3, at + 42)),
  ],
  ['two entries that share their bytes', 'corrupt', overlapping()],
  ['compressed bytes that are none', 'corrupt', withFault({ compressed: Buffer.from('ffffffffffff', 'hex') })],
  ['compressed bytes that end early', 'corrupt', withFault({ compressed: Buffer.from('edc1', 'hex') })],
  ['a wrong checksum', 'checksum-wrong', withFault({ crc: 1 })],
  ['a wrong checksum of a stored entry', 'checksum-wrong', withFault({ stored: true, crc: 1 })],
  ['a size that is too small', 'checksum-wrong', withFault({ size: 10 })],
  ['a size that is too large', 'checksum-wrong', withFault({ size: 100_000 })],
  [
    'two entries of one name',
    'duplicate-entry',
    buildZip([...partsOf({ rows: one }), { name: 'xl/worksheets/sheet1.xml', content: worksheet('') }]),
  ],
  [
    'two entries whose names differ in case',
    'duplicate-entry',
    buildZip([...partsOf({ rows: one }), { name: 'XL\\worksheets\\Sheet1.xml', content: worksheet('') }]),
  ],
  [
    '2,001 entries',
    'too-many-entries',
    buildZip(Array.from({ length: 2001 }, (_, index) => ({ name: `${index}`, content: '' }))),
  ],
  [
    '2,001 sheets of one part',
    'too-many-entries',
    buildWorkbook({
      sheets: Array.from({ length: 2001 }, (_, index) => `<sheet name="${index}" r:id="rId1"/>`).join(''),
    }),
  ],
  ['a compression of another kind', 'compression-unknown', withFault({ method: 9 })],
  ['12 MB of spaces in 12 kB', 'inflates-too-far', sheetPart(`<worksheet>${spaces}</worksheet>`)],
  [
    'the same, with a size that lies',
    'checksum-wrong',
    buildWorkbook({
      parts: { 'xl/worksheets/sheet1.xml': `<worksheet>${spaces}</worksheet>` },
      partFaults: { 'xl/worksheets/sheet1.xml': { size: 5000 } },
    }),
  ],
  ['a file beyond the limit', 'too-large', good, { fileBytes: 100 }],
  ['a sheet beyond the limit', 'too-large', good, { streamedPartBytes: 100 }],
  ['a workbook part beyond the limit', 'too-large', good, { bufferedPartBytes: 100 }],
  [
    'shared strings beyond the limit',
    'too-large',
    strings('<sst><si><t>a</t></si></sst>'),
    { sharedStringBytes: 1000 },
  ],

  [
    'a long shared text, named by many cells',
    'inflates-too-far',
    buildWorkbook({
      rows: `<row r="1">${'<c t="s"><v>0</v></c>'.repeat(100)}</row>`,
      parts: { 'xl/sharedStrings.xml': `<sst><si><t>${'a'.repeat(1_000)}</t></si></sst>` },
    }),
    { sharedTextCharacters: 99_999 },
  ],

  ['a DOCTYPE in the shared strings', 'doctype-found', strings(laughs)],
  ['a DOCTYPE in the sheet', 'doctype-found', sheetPart(`${external}${worksheet(one)}`)],
  [
    'a DOCTYPE in a part that nobody reads',
    'doctype-found',
    buildWorkbook({ parts: { 'customXml/item1.xml': `<?xml version="1.0"?><!-- hello -->\n${external}<x/>` } }),
  ],
  [
    'a DOCTYPE in a stored part, in UTF-16',
    'doctype-found',
    buildWorkbook({
      parts: { 'xl/theme/theme1.xml': Buffer.from(`\uFEFF${external}<x/>`, 'utf16le') },
      partFaults: { 'xl/theme/theme1.xml': { stored: true } },
    }),
  ],
  [
    'a DOCTYPE behind many processing instructions',
    'doctype-found',
    buildWorkbook({ parts: { 'xl/theme/theme1.xml': `${'<??>'.repeat(10_000)}${external}<x/>` } }),
  ],
  [
    'a DOCTYPE behind a long comment',
    'doctype-found',
    sheetPart(`<!--${'-'.repeat(1)}${'x'.repeat(300_000)}-->${external}${worksheet(one)}`),
  ],
  ['an entity declaration in the middle', 'doctype-found', sheetPart(worksheet('<!ENTITY a "b">'))],

  ['row 1,048,577', 'too-many-rows', rows('<row r="1048577"><c r="A1048577"><v>1</v></c></row>')],
  ['a row behind the last', 'too-many-rows', rows('<row r="1048576"/><row><c><v>1</v></c></row>')],
  ['column XFE', 'too-many-columns', rows('<row r="1"><c r="XFE1"><v>1</v></c></row>')],
  ['column ZZZZZZZZ, empty', 'too-many-columns', rows('<row r="1"><c r="ZZZZZZZZ1"/></row>')],
  ['16,385 cells without references', 'too-many-columns', rows(`<row r="1">${'<c/>'.repeat(16_385)}</row>`)],
  [
    '1,300 rows with one cell, far to the right',
    'too-sparse',
    rows(
      Array.from(
        { length: 1300 },
        (_, index) => `<row r="${index + 1}"><c r="XFD${index + 1}"><v>1</v></c></row>`,
      ).join(''),
    ),
  ],
  [
    '32,768 characters in the cell',
    'cell-too-long',
    rows(`<row r="2"><c r="AB2" t="inlineStr"><is><t>${'a'.repeat(32_768)}</t></is></c></row>`),
  ],
  [
    '32,768 Chinese characters in a formula result',
    'cell-too-long',
    rows(`<row r="2"><c r="AB2" t="str"><v>${'长'.repeat(32_768)}</v></c></row>`),
  ],
  ['32,768 characters in a shared text', 'cell-too-long', strings(`<sst><si><t>${'长'.repeat(32_768)}</t></si></sst>`)],
  [
    'one cell without end',
    'cell-too-long',
    rows(`<row r="1"><c r="A1" t="inlineStr"><is><t>${'0123456789'.repeat(200_000)}</t></is></c></row>`),
    { cellXmlBytes: 1_000_000 },
  ],
  ['a row that comes again', 'rows-out-of-order', rows(`${one}${one}`)],
  ['a row that comes too late', 'rows-out-of-order', rows(`<row r="5"><c r="A5"><v>1</v></c></row>${one}`)],
  ['no sheets', 'no-worksheet', buildWorkbook({ sheets: ' ' })],
  [
    'a chart sheet only',
    'no-worksheet',
    buildWorkbook({ relations: '<Relationship Id="rId1" Type="x/chartsheet" Target="a.xml"/>' }),
  ],

  ['a sheet part that is not there', 'corrupt', buildWorkbook({ parts: { 'xl/worksheets/sheet1.xml': null } })],
  [
    'two sheets of one name',
    'corrupt',
    buildWorkbook({ sheets: '<sheet name="a" r:id="rId1"/><sheet name="a" r:id="rId1"/>' }),
  ],
  ['a sheet that ends in its data', 'corrupt', sheetPart('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c>')],
  ['a sheet that ends in a tag', 'corrupt', sheetPart('<worksheet><sheetData><row r="1"><c r="A')],
  ['a sheet that ends in an attribute', 'corrupt', sheetPart('<worksheet><sheetData><row r="1')],
  ['a sheet that ends in a comment', 'corrupt', sheetPart('<worksheet/><!-- ')],
  ['a sheet that ends in CDATA', 'corrupt', sheetPart('<worksheet><![CDATA[')],
  [
    'a sheet that ends in a cell',
    'corrupt',
    sheetPart('<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a'),
  ],
  ['a sheet without an element', 'corrupt', sheetPart('')],
  ['a sheet of white space', 'corrupt', sheetPart('  \n')],
  ['text before the first element', 'corrupt', sheetPart(`foo${worksheet(one)}`)],
  ['text behind the last element', 'corrupt', sheetPart(`${worksheet(one)}foo`)],
  ['two first elements', 'corrupt', sheetPart(`${worksheet(one)}<worksheet/>`)],
  ['another first element', 'corrupt', sheetPart('<html></html>')],
  [
    'closing tags in the wrong order',
    'corrupt',
    sheetPart('<worksheet><sheetData><row r="1"></sheetData></row></worksheet>'),
  ],
  ['closing tags in the wrong order inside a cell', 'corrupt', rows('<row r="1"><c r="A1"><v>1</c></v></row>')],
  ['a cell that another element closes', 'corrupt', rows('<row r="1"><c r="A1"><v>1</v></d></row>')],
  ['a row closed under another prefix', 'corrupt', rows('<x:row r="1"><c r="A1"><v>1</v></c></row>')],
  ['a tag in a tag', 'corrupt', rows('<row r="1" <c r="A1"/></row>')],
  ['a tag without a name', 'corrupt', rows('<>')],
  ['an attribute without a value', 'corrupt', rows('<row r><c/></row>')],
  ['an attribute without quotes', 'corrupt', rows('<row r=1><c/></row>')],
  ['an unknown entity', 'corrupt', rows('<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>')],
  ['a bare ampersand', 'corrupt', rows('<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>')],
  ['a character beyond Unicode', 'corrupt', rows('<row r="1"><c r="A1" t="str"><v>&#x110000;</v></c></row>')],
  ['a row that is no number', 'corrupt', rows('<row r="x"><c/></row>')],
  ['row 0', 'corrupt', rows('<row r="0"><c/></row>')],
  ['a reference that is none', 'corrupt', rows('<row r="1"><c r="1A"><v>1</v></c></row>')],
  ['a merged range that is none', 'corrupt', rows(one, { after: '<mergeCells><mergeCell ref="?"/></mergeCells>' })],
  ['a shared text that is not there', 'corrupt', rows('<row r="1"><c r="A1" t="s"><v>3</v></c></row>')],
  [
    'a shared text that is no number',
    'corrupt',
    rows('<row r="1"><c r="A1" t="s"><v>x</v></c></row>', { strings: '<si><t>a</t></si>' }),
  ],
  ['shared strings that end early', 'corrupt', strings('<sst><si><t>a</t></si><si><t>b')],
  ['shared strings that are none', 'corrupt', strings('<styleSheet/>')],
  [
    'a shared string without end',
    'corrupt',
    strings(`<sst><si><t>${'0123456789'.repeat(200_000)}</t></si></sst>`),
    { cellXmlBytes: 1_000_000 },
  ],
  [
    'a small shared-string part that would fill the memory',
    'too-large',
    strings(
      '<sst>' +
        Array.from({ length: 250_000 }, (_, index) => `<si><t>${index % 10}${'a'.repeat(300)}</t></si>`).join('') +
        '</sst>',
    ),
    { ratio: 1_000_000 },
  ],
  [
    'a tag with a million attributes',
    'corrupt',
    sheetPart(`<worksheet ${'a="b" '.repeat(1_000_000)}/>`),
    { cellXmlBytes: 1_000_000 },
  ],
  [
    'an attribute of ten million characters',
    'corrupt',
    sheetPart(`<worksheet a="${'0123456789'.repeat(1_000_000)}"/>`),
    { cellXmlBytes: 1_000_000 },
  ],
  [
    'a workbook part that is not closed',
    'corrupt',
    buildWorkbook({ parts: { 'xl/workbook.xml': '<workbook><sheets>' } }),
  ],
  ['an encoding that nobody knows', 'corrupt', sheetPart('<?xml version="1.0" encoding="x-klingon"?><worksheet/>')],
];
