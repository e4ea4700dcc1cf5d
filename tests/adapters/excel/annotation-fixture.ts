import { asWritten } from '../../../lib/adapters/excel/rows/as-written.ts';
import { cellXml } from '../../../lib/adapters/excel/xml/cell-xml.ts';
import { escapeXstring } from '../../../lib/adapters/excel/xml/escape-xstring.ts';
import { zipBytes } from '../../../lib/adapters/excel/zip/zip-bytes.ts';
import { type AnnotationOrder, listByKind } from '../../../lib/collection/annotate/annotation-orders.ts';
import { buildAnnotationText } from '../../../lib/collection/annotate/annotation-text.ts';
import { buildTemplate } from '../../../lib/collection/template/build-template.ts';
import { columnLetters } from '../../../lib/kernel/column-letters.ts';
import type { SheetRow } from '../../../lib/kernel/sheet.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import { codeLists, fieldOf, versionOf } from '../../collection/template/sample-version.ts';
import { bytesOf, readBack } from './read-back.ts';

export const version = versionOf([
  fieldOf('许可证编号', { key: 'licence', format: 'local-number', required: true }),
  fieldOf('持有人', { key: 'holder', required: true }),
  fieldOf('身份证号', { key: 'id_number', format: 'citizen-id', length: 18 }),
  fieldOf('发证日期', { key: 'issued_on', type: 'D', format: 'date', length: 10 }),
  fieldOf('性别', { key: 'sex', format: 'code', codeList: 'sex' }),
]);
export const spec = buildTemplate(version, codeLists, { department: '市农业农村局' });

/**
 *     A        B        C              D          E
 *   1 捕捞许可证登记表
 *   3 持有人    许可证编号  备注          身份证号     发证日期
 *   4 王芳     A-1      x              …          2020-11-30
 *   6 李强     A-1                     long        41000
 *   9          A-3
 */
export const sheet: readonly SheetRow[] = [
  { row: 1, cells: ['捕捞许可证登记表'] },
  { row: 3, cells: ['持有人', '许可证编号', '备注', '身份证号', '发证日期'] },
  { row: 4, cells: ['王芳', 'A-1', 'x', '41110219900307001X', { date: '2020-11-30' }] },
  { row: 6, cells: ['李强', 'A-1', null, { number: '411102199003070010' }, 41_000] },
  { row: 9, cells: [null, 'A-3'] },
];
export const columns = [1, 0, 3, 4, -1];

export const at = (
  row: number | undefined,
  column: string | undefined,
  code: string,
  more: Partial<Finding> = {},
): Finding => ({
  code,
  severity: 'error',
  sheet: '登记表',
  ...(row === undefined ? {} : { row }),
  ...(column === undefined ? {} : { column }),
  detail: `${code}：请改正。`,
  ...more,
});
export const general = [
  at(undefined, undefined, 'template-altered', { severity: 'warning' }),
  at(undefined, 'C', 'column-unknown'),
];
export const findings = [
  at(6, 'D', 'id-number-digits-lost', { label: '身份证号' }),
  at(6, 'D', 'citizen-id-age', { severity: 'warning', label: '身份证号' }),
  at(6, 'E', 'date-unlikely', { severity: 'warning', label: '发证日期' }),
  at(6, undefined, 'duplicate-key', { field: 'licence', label: '许可证编号' }),
  at(9, 'A', 'required-cell-empty', { label: '持有人' }),
  at(9, undefined, 'none-filled'),
];

export function byRow(list: readonly Finding[]) {
  const rows = Map.groupBy(
    list.filter(({ row }) => row !== undefined),
    ({ row }) => row ?? 0,
  );
  return [...rows].toSorted(([a], [b]) => a - b).map(([row, ofRow]) => ({ row, findings: ofRow }));
}

export async function* each<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006';
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Style 1 is text, 2 a date on a blue ground, 3 a number with two decimals. */
const styles =
  `${xml}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>` +
  '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="3">' +
  '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FF00B0F0"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="164" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"><alignment horizontal="right"/></xf>' +
  '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>';

export function rowsXml(rows: readonly SheetRow[]): string {
  return rows
    .map(({ row, cells }) => {
      const written = cells.map((cell, i) => {
        if (cell === null) return '';
        const style = typeof cell === 'object' && 'date' in cell ? 2 : 0;
        return cellXml(`${columnLetters(i)}${row}`, style, asWritten(cell, null));
      });
      return `<row r="${row}">${written.join('')}</row>`;
    })
    .join('');
}

/** Packs parts as a zip file. */
export async function packed(parts: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  return await bytesOf(zipBytes(Object.entries(parts).map(([name, text]) => ({ name, texts: [text] }))));
}

/** The parts of a plain workbook with one sheet; `more` adds and replaces parts. */
export function plainParts(
  sheetXml: string,
  name = '登记表',
  more: Readonly<Record<string, string | Uint8Array>> = {},
): Record<string, string | Uint8Array> {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return {
    '[Content_Types].xml':
      `${xml}<Types xmlns="${packageTypes}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${packageTypes}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escapeXstring(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `${xml}<Relationships xmlns="${packageTypes}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styles,
    'xl/worksheets/sheet1.xml': `${xml}<worksheet xmlns="${main}" xmlns:r="${relations}">${sheetXml}</worksheet>`,
    ...more,
  };
}

export async function plainWorkbook(rows: readonly SheetRow[], name?: string): Promise<Uint8Array> {
  return await packed(plainParts(`<sheetData>${rowsXml(rows)}</sheetData>`, name));
}

type OrderChange = Partial<Omit<AnnotationOrder, 'list'>> & {
  readonly general?: readonly Finding[];
  readonly source?: Uint8Array;
};

/** Orders the annotation of `change.source`, or of a plain workbook with these rows. */
export async function buildOrder(
  change: OrderChange = {},
  faults: readonly Finding[] = findings,
  rows: readonly SheetRow[] = sheet,
): Promise<AnnotationOrder> {
  const facts = {
    fileName: '十一月.xlsx',
    datasetName: '捕捞许可证信息',
    version: 1,
    checkedAt: '2020-12-01 10:30',
    rowsRead: 3,
    rowsRejected: 2,
    errors: 4,
    warnings: 3,
    faultyRows: 2,
  };
  const { general: ofFile = general, source, ...changed } = change;
  const sheetName = changed.sheetName ?? '登记表';
  return {
    spec,
    text: buildAnnotationText({ ...facts, sheetName }),
    sheetName,
    headerRow: 3,
    columns,
    workbook: await readBack(source ?? (await plainWorkbook(rows, sheetName))),
    findingsByRow: each(byRow(faults)),
    list: () => listByKind(() => each([...ofFile, ...faults])),
    findings: faults.length + ofFile.length,
    maxNotes: 100,
    ...changed,
  };
}
