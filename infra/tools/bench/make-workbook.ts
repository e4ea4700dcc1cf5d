import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { escapeXstring } from '../../../lib/adapters/excel/xml/escape-xstring.ts';
import { zipBytes } from '../../../lib/adapters/excel/zip/zip-bytes.ts';
import { columnLetters } from '../../../lib/kernel/column-letters.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { FaultyRow } from '../synthetic/faults/fault-injector.ts';

export type Strings = 'shared' | 'inline';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Serial day numbers start here (ECMA-376 18.17.4.1, the 1900 system). */
const dayZero = Date.UTC(1899, 11, 30);
const rowBatchSize = 500;
const wholeDay = /^(?:19|20)\d{2}-\d{2}-\d{2}$/;

function dayCell(place: string, day: string): string {
  return `<c r="${place}" s="1"><v>${(Date.parse(day) - dayZero) / 86_400_000}</v></c>`;
}

/** Writes rows as a spreadsheet program would: days as styled serial numbers, texts in the shared table or in place. Streams; only the shared table is held. */
export async function makeWorkbook(
  path: string,
  content: DatasetContent,
  rows: Iterable<FaultyRow>,
  strings: Strings,
): Promise<void> {
  const table = new Map<string, number>();
  const letters = content.fields.map((_, i) => columnLetters(i));
  const days = content.fields.map(({ format }) => format === 'date');

  const textCell = (place: string, text: string): string => {
    if (strings === 'inline') return `<c r="${place}" t="inlineStr"><is><t>${escapeXstring(text)}</t></is></c>`;
    let at = table.get(text);
    if (at === undefined) table.set(text, (at = table.size));
    return `<c r="${place}" t="s"><v>${at}</v></c>`;
  };
  const cell = (column: number, row: number, value: Cell | undefined): string => {
    if (value === null || value === undefined) return '';
    const place = `${letters[column] ?? ''}${row}`;
    if (typeof value === 'string')
      return days[column] === true && wholeDay.test(value) ? dayCell(place, value) : textCell(place, value);
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
    if ('number' in value) return `<c r="${place}"><v>${value.number}</v></c>`;
    return 'error' in value
      ? `<c r="${place}" t="e"><v>${value.error}</v></c>`
      : `<c r="${place}" t="d"><v>${value.date}</v></c>`;
  };

  function* sheet(): Generator<string> {
    yield `${head}<worksheet xmlns="${main}"><sheetData><row r="1">${content.fields.map(({ label }, i) => textCell(`${letters[i] ?? ''}1`, label)).join('')}</row>`;
    let [text, number] = ['', 1];
    for (const values of rows) {
      number += 1;
      text += `<row r="${number}">${content.fields.map(({ key }, i) => cell(i, number, values[key])).join('')}</row>`;
      if (number % rowBatchSize === 0) {
        yield text;
        text = '';
      }
    }
    yield `${text}</sheetData></worksheet>`;
  }
  function* sharedTable(): Generator<string> {
    yield `${head}<sst xmlns="${main}" uniqueCount="${table.size}">`;
    for (const text of table.keys()) yield `<si><t>${escapeXstring(text)}</t></si>`;
    yield '</sst>';
  }

  const types = ['worksheets/sheet1.xml', 'worksheet', 'sharedStrings.xml', 'sharedStrings', 'styles.xml', 'styles'];
  const override = (part: string, type: string) =>
    `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const parts = [
    {
      name: '[Content_Types].xml',
      texts: [
        `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
        `${override('workbook.xml', 'sheet.main')}${[0, 2, 4].map((i) => override(types[i] ?? '', types[i + 1] ?? '')).join('')}</Types>`,
      ],
    },
    {
      name: '_rels/.rels',
      texts: [
        `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
    },
    {
      name: 'xl/workbook.xml',
      texts: [
        `${head}<workbook xmlns="${main}" xmlns:r="${office}/relationships"><sheets><sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      texts: [
        `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`,
        ...[
          ['worksheet', 'worksheets/sheet1.xml'],
          ['sharedStrings', 'sharedStrings.xml'],
          ['styles', 'styles.xml'],
        ].map(
          ([type, target], i) =>
            `<Relationship Id="rId${i + 1}" Type="${office}/relationships/${type ?? ''}" Target="${target ?? ''}"/>`,
        ),
        '</Relationships>',
      ],
    },
    {
      name: 'xl/styles.xml',
      texts: [
        `${head}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="等线"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>`,
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
      ],
    },
    { name: 'xl/worksheets/sheet1.xml', texts: sheet() },
    { name: 'xl/sharedStrings.xml', texts: sharedTable() },
  ];
  await pipeline(Readable.from(zipBytes(parts), { objectMode: false }), createWriteStream(path));
}
