import { escapeXml } from '../../../../schemas/kernel/escape-markup.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import { textCellXml } from '../xml/cell-xml.ts';
import { type ZipPart, zipBytes } from '../zip/zip-bytes.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Indexes into `cellXfs`: text (49 is `@`), and the same in bold. */
const styleOf = { text: 0, bold: 1 } as const;
/** Number 49 is the format of text (ECMA-376 §18.8.30): a cell that is edited stays text, and never becomes a formula. */
const styles =
  `<styleSheet xmlns="${main}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">' +
  '<xf numFmtId="49" applyNumberFormat="1" xfId="0"/>' +
  '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1" xfId="0"/></cellXfs></styleSheet>';

export type TextSheet = {
  readonly name: string;
  /** The first row is bold. */
  readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** Keeps the first row in sight. */
  readonly isFrozen: boolean;
  /** Of each column, in characters; as many as there are columns. */
  readonly widths: readonly number[];
};

/** Streams a workbook whose cells are all text; memory does not grow with the rows. Sheets are read in their order. */
export function streamTextWorkbook(sheets: readonly TextSheet[]): AsyncGenerator<Uint8Array> {
  return zipBytes(partsOf(sheets));
}

function* partsOf(sheets: readonly TextSheet[]): Generator<ZipPart> {
  const numbered = sheets.map((sheet, i) => ({ ...sheet, number: i + 1 }));
  const overrides = numbered.map(
    ({ number }) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${types}.worksheet+xml"/>`,
  );
  yield part(
    '[Content_Types].xml',
    `<Types xmlns="${packages}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>${overrides.join('')}` +
      `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
  );
  yield part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]));
  const named = numbered.map(
    ({ name, number }) => `<sheet name="${escapeXml(name)}" sheetId="${number}" r:id="rId${number}"/>`,
  );
  yield part(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${named.join('')}</sheets></workbook>`,
  );
  yield part(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...numbered.map(({ number }) => ['worksheet', `worksheets/sheet${number}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
  );
  yield part('xl/styles.xml', styles);
  for (const sheet of numbered) yield { name: `xl/worksheets/sheet${sheet.number}.xml`, texts: sheetXml(sheet) };
}

const part = (name: string, xml: string): ZipPart => ({ name, texts: [declaration + xml] });

async function* sheetXml({ rows, isFrozen, widths }: TextSheet): AsyncGenerator<string> {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  yield (
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${isFrozen ? pane : ''}` +
    `</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`
  );
  let number = 0;
  for await (const cells of rows) {
    number += 1;
    const style = number === 1 ? styleOf.bold : styleOf.text;
    const written = cells.map((cell, i) =>
      cell === '' ? '' : textCellXml(`${columnLetters(i)}${number}`, style, cell),
    );
    yield `<row r="${number}">${written.join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function relations(targets: readonly (readonly [kind: string, target: string])[]): string {
  const items = targets.map(
    ([kind, target], i) => `<Relationship Id="rId${i + 1}" Type="${relationships}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packages}/relationships">${items.join('')}</Relationships>`;
}
