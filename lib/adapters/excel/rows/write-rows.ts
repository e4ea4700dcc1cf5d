import { zipSync } from 'fflate';
import { escapeXml } from '../../../../schemas/kernel/escape-markup.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import type { PlainCell } from '../../../kernel/sheet.ts';
import { cellXml } from '../xml/cell-xml.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Indexes into `cellXfs` below: 14 is a date, 22 a date with time, 21 a time (ECMA-376 §18.8.30). */
const styleOf = { general: 0, date: 1, dateTime: 2, time: 3 } as const;

/**
 * Writes one sheet with these rows, the header first, and nothing else; it runs in browsers, too. Cells keep their
 * types, so that a check of the file says the same as a check of the cells.
 */
export function writeRows(sheet: string, rows: readonly (readonly PlainCell[])[]): Uint8Array<ArrayBuffer> {
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml':
      `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>` +
      `<sheet name="${escapeXml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml':
      `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>` +
      '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">' +
      `${[0, 14, 22, 21].map((id) => `<xf numFmtId="${id}" applyNumberFormat="1" xfId="0"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`,
  };
  const encoder = new TextEncoder();
  const files = new Map(Object.entries(parts).map(([name, xml]) => [name, encoder.encode(declaration + xml)]));
  return zipSync(Object.fromEntries(files), { mtime: new Date(1980, 0, 1) });
}

function rowXml(cells: readonly PlainCell[], index: number): string {
  const row = index + 1;
  const written = cells.map((cell, i) =>
    cell === null ? '' : cellXml(`${columnLetters(i)}${row}`, styleOf[lookOf(cell)], cell),
  );
  return `<row r="${row}">${written.join('')}</row>`;
}

function lookOf(cell: PlainCell): keyof typeof styleOf {
  if (typeof cell !== 'object' || cell === null || !('date' in cell)) return 'general';
  if (cell.date.includes('T')) return 'dateTime';
  return cell.date.includes(':') ? 'time' : 'date';
}

function relations(targets: readonly (readonly [kind: string, target: string])[]): string {
  const items = targets.map(
    ([kind, target], i) => `<Relationship Id="rId${i + 1}" Type="${relationships}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`;
}
