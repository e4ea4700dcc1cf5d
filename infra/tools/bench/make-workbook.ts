import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { escapeXstring } from '../../../lib/adapters/excel/xml/escape-xstring.ts';
import { zipBytes } from '../../../lib/adapters/excel/zip/zip-bytes.ts';
import { columnLetters } from '../../../lib/kernel/column-letters.ts';
import type { PlainCell } from '../../../lib/kernel/sheet.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { FaultyRow } from '../synthetic/faults/fault-injector.ts';

export type Strings = 'shared' | 'inline';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Day 0 of ECMA-376 18.17.4.1, the 1900 system. */
const dayZero = Date.UTC(1899, 11, 30);
const rowBatchSize = 500;
const wholeDay = /^(?:19|20)\d{2}-\d{2}-\d{2}$/;

/** Writes days as styled serial numbers, texts shared or inline. Only shared strings are in memory. */
export async function makeWorkbook(
  path: string,
  content: DatasetContent,
  rows: Iterable<FaultyRow>,
  strings: Strings,
): Promise<void> {
  const shared = strings === 'shared' ? new Map<string, number>() : undefined;
  const parts = [
    ...staticParts(),
    { name: 'xl/worksheets/sheet1.xml', texts: writeSheet(content, rows, shared) },
    { name: 'xl/sharedStrings.xml', texts: writeSharedStrings(shared ?? new Map()) },
  ];
  await pipeline(Readable.from(zipBytes(parts), { objectMode: false }), createWriteStream(path));
}

function* writeSheet(
  { fields }: DatasetContent,
  rows: Iterable<FaultyRow>,
  shared: Map<string, number> | undefined,
): Generator<string> {
  const columns = fields.map(({ key, format }, i) => ({
    key,
    letters: columnLetters(i),
    isDay: format === 'date',
  }));
  const header = fields.map(({ label }, i) => writeText(`${columnLetters(i)}1`, label, shared)).join('');
  yield `${head}<worksheet xmlns="${main}"><sheetData><row r="1">${header}</row>`;
  let [text, number] = ['', 1];
  for (const values of rows) {
    number += 1;
    text += `<row r="${number}">`;
    for (const { key, letters, isDay } of columns)
      text += writeCell(`${letters}${number}`, values[key], { isDay, shared });
    text += '</row>';
    if (number % rowBatchSize === 0) {
      yield text;
      text = '';
    }
  }
  yield `${text}</sheetData></worksheet>`;
}

type CellStyle = { readonly isDay: boolean; readonly shared: Map<string, number> | undefined };

function writeCell(address: string, value: PlainCell | undefined, { isDay, shared }: CellStyle): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string')
    return isDay && wholeDay.test(value) ? writeDay(address, value) : writeText(address, value, shared);
  if (typeof value === 'number') return `<c r="${address}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${address}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if ('number' in value) return `<c r="${address}"><v>${value.number}</v></c>`;
  return 'error' in value
    ? `<c r="${address}" t="e"><v>${value.error}</v></c>`
    : `<c r="${address}" t="d"><v>${value.date}</v></c>`;
}

function writeText(address: string, text: string, shared: Map<string, number> | undefined): string {
  if (shared === undefined) return `<c r="${address}" t="inlineStr"><is><t>${escapeXstring(text)}</t></is></c>`;
  let at = shared.get(text);
  if (at === undefined) shared.set(text, (at = shared.size));
  return `<c r="${address}" t="s"><v>${at}</v></c>`;
}

function writeDay(address: string, day: string): string {
  return `<c r="${address}" s="1"><v>${(Date.parse(day) - dayZero) / 86_400_000}</v></c>`;
}

function* writeSharedStrings(shared: ReadonlyMap<string, number>): Generator<string> {
  yield `${head}<sst xmlns="${main}" uniqueCount="${shared.size}">`;
  for (const text of shared.keys()) yield `<si><t>${escapeXstring(text)}</t></si>`;
  yield '</sst>';
}

const partTypes = [
  { part: 'worksheets/sheet1.xml', type: 'worksheet' },
  { part: 'sharedStrings.xml', type: 'sharedStrings' },
  { part: 'styles.xml', type: 'styles' },
] as const;

function staticParts(): readonly { readonly name: string; readonly texts: readonly string[] }[] {
  const relationship = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${office}/relationships/${type}" Target="${target}"/>`;
  const relationships = (content: string) =>
    `${head}<Relationships xmlns="${packageNamespace}/relationships">${content}</Relationships>`;
  const sheets = '<sheets><sheet name="数据" sheetId="1" r:id="rId1"/></sheets>';
  return [
    { name: '[Content_Types].xml', texts: [writeContentTypes()] },
    { name: '_rels/.rels', texts: [relationships(relationship(1, 'officeDocument', 'xl/workbook.xml'))] },
    {
      name: 'xl/workbook.xml',
      texts: [`${head}<workbook xmlns="${main}" xmlns:r="${office}/relationships">${sheets}</workbook>`],
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      texts: [relationships(partTypes.map(({ part, type }, i) => relationship(i + 1, type, part)).join(''))],
    },
    { name: 'xl/styles.xml', texts: styles },
  ];
}

function writeContentTypes(): string {
  const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const override = (part: string, type: string) =>
    `<Override PartName="/xl/${part}" ContentType="${spreadsheet}.${type}+xml"/>`;
  return [
    `${head}<Types xmlns="${packageNamespace}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    override('workbook.xml', 'sheet.main'),
    ...partTypes.map(({ part, type }) => override(part, type)),
    '</Types>',
  ].join('');
}

const styles = [
  `${head}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="等线"/></font></fonts>`,
  '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>',
  '<cellStyleXfs count="1"><xf/></cellStyleXfs>',
  '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
];
