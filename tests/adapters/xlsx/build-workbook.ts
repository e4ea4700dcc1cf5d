import { buildZip, type ZipOptions, type ZipPart } from './build-zip.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A workbook of one sheet, 数据, as Excel would write it, and what to write differently. */
export type WorkbookSpec = {
  /** Inside `sheetData`. */
  readonly rows?: string;
  /** Behind `sheetData`. */
  readonly after?: string;
  /** Inside `sst`; no shared-string part without it. */
  readonly strings?: string;
  /** Number format ids of the cell styles 0, 1, 2, … */
  readonly styles?: readonly number[];
  /** Custom number formats by id. */
  readonly formats?: Readonly<Record<number, string>>;
  readonly date1904?: string;
  /** Inside `sheets` of the workbook part. */
  readonly sheets?: string;
  /** Inside the workbook's relations. */
  readonly relations?: string;
  /** Whole parts instead of those above, or beside them; `null` leaves one out. */
  readonly parts?: Readonly<Record<string, string | Buffer | null>>;
  /** What to do wrong with a part on its way into the zip, by its name. */
  readonly partFaults?: Readonly<Record<string, Partial<ZipPart>>>;
  readonly zip?: ZipOptions;
};

export function buildWorkbook(spec: WorkbookSpec): Buffer {
  return buildZip(partsOf(spec), spec.zip);
}

export function partsOf(spec: WorkbookSpec): readonly ZipPart[] {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${relationships}/${kind}" Target="${target}"/>`;
  const formats = Object.entries(spec.formats ?? {}).map(
    ([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
  );
  const parts: Record<string, string | Buffer | null> = {
    '[Content_Types].xml':
      `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      '<Override PartName="/xl/workbook.xml" ContentType="' +
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
      '</Types>',
    '_rels/.rels':
      `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
      `${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml':
      `${declaration}<workbook xmlns="${main}" xmlns:r="${relationships}">` +
      `${spec.date1904 === undefined ? '' : `<workbookPr date1904="${spec.date1904}"/>`}<sheets>` +
      `${spec.sheets ?? '<sheet name="数据" sheetId="1" r:id="rId1"/>'}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
      (spec.relations ?? relation('rId1', 'worksheet', 'worksheets/sheet1.xml')) +
      relation('rId8', 'styles', 'styles.xml') +
      `${relation('rId9', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml':
      `${declaration}<styleSheet xmlns="${main}"><numFmts>${formats.join('')}</numFmts><cellStyleXfs>` +
      '<xf numFmtId="14"/></cellStyleXfs><cellXfs>' +
      `${(spec.styles ?? [0]).map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': spec.strings === undefined ? null : sharedStrings(spec.strings),
    'xl/worksheets/sheet1.xml': worksheet(spec.rows ?? '', spec.after),
    ...spec.parts,
  };
  return Object.entries(parts).flatMap(([name, content]) =>
    content === null ? [] : [{ name, content, ...spec.partFaults?.[name] }],
  );
}

export function worksheet(rows: string, after = ''): string {
  return (
    `${declaration}<worksheet xmlns="${main}" xmlns:r="${relationships}"><dimension ref="A1"/>` +
    `<sheetData>${rows}</sheetData>${after}</worksheet>`
  );
}

export function sharedStrings(items: string): string {
  return `${declaration}<sst xmlns="${main}">${items}</sst>`;
}
