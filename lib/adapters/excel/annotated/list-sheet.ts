import type { Style, Workbook, Worksheet } from 'exceljs';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { AnnotationText } from '../../../collection/annotate/annotation-text.ts';
import { textLines } from '../../../kernel/text-width.ts';
import { addStyleSamples } from '../styles/cell-styles.ts';
import { fitToA4Width, pageNumbers } from '../styles/print-setup.ts';
import {
  bodyFont,
  border,
  errorFont,
  headerStyle,
  linkFont,
  middleCentre,
  middleLeft,
  titleFont,
  warningFont,
} from '../styles/styles.ts';
import { textCellXml } from '../xml/cell-xml.ts';
import type { SheetFrame } from '../xml/sheet-frame.ts';
import { xmlText } from '../xml/xml-text.ts';

const widths = [8, 8, 12, 9, 7, 24, 84];
const wholeWidth = widths.reduce((sum, width) => sum + width, 0);

/** Excel opens no sheet with more than 65,530 links; beyond this many, a formula does the same. */
const maxLinks = 65_000;

/** A sheet holds 1,048,576 rows. */
const maxLines = 1_000_000;

const framed = { border, alignment: { ...middleCentre, wrapText: true } };
export const listStyles: ReadonlyMap<string, Partial<Style>> = new Map<string, Partial<Style>>([
  ['number', { ...framed, font: bodyFont }],
  ['error', { ...framed, font: errorFont }],
  ['warning', { ...framed, font: warningFont }],
  ['link', { ...framed, font: linkFont }],
  ['text', { border, font: bodyFont, alignment: middleLeft, numFmt: '@' }],
]);

/** The first sheet up to its header, and the looks below; gives the header's row number. */
export function addListSheet(
  workbook: Workbook,
  name: string,
  text: AnnotationText,
): { sheet: Worksheet; headerRow: number } {
  const headerRow = text.lines.length + 3;
  const sheet = workbook.addWorksheet(name, {
    views: [
      {
        state: 'frozen',
        ySplit: headerRow,
        topLeftCell: `A${headerRow + 1}`,
        activeCell: `A${headerRow + 1}`,
        showGridLines: false,
      },
    ],
    pageSetup: fitToA4Width(`${headerRow}:${headerRow}`),
    headerFooter: pageNumbers,
    properties: { tabColor: { argb: 'FFC00000' } },
  });
  widths.forEach((width, i) => (sheet.getColumn(i + 1).width = width));
  [text.title, ...text.lines].forEach((line, i) => {
    sheet.mergeCells(i + 1, 1, i + 1, widths.length);
    Object.assign(sheet.getCell(i + 1, 1), {
      value: line,
      style: { font: i === 0 ? titleFont : bodyFont, alignment: middleLeft },
    });
    sheet.getRow(i + 1).height = i === 0 ? 30 : 4 + 16 * textLines(line, wholeWidth);
  });
  const header = sheet.getRow(headerRow);
  text.headings.forEach((heading, i) => Object.assign(header.getCell(i + 1), { value: heading, style: headerStyle }));
  header.height = 24;
  sheet.autoFilter = `A${headerRow}:G${headerRow}`;
  addStyleSamples(sheet, headerRow + 1, listStyles);
  return { sheet, headerRow };
}

export type ListPlan = {
  readonly frame: SheetFrame;
  readonly headerRow: number;
  readonly text: AnnotationText;
  /** The sheet that the places are in, and its header's row. */
  readonly dataSheet: string;
  readonly dataHeaderRow: number;
  /** The letters of the column a finding is shown in; `null` where it has none. */
  readonly columnOf: (finding: Finding) => string | null;
  readonly maxFaultyRows: number;
};

/** The list's rows. Findings come as they are to be listed: those without a row first, then by row. Gives the number of its last row to `ended`. */
export async function* listTexts(
  plan: ListPlan,
  findings: AsyncIterable<Finding>,
  ended: (lastRow: number) => void,
): AsyncGenerator<string> {
  const { frame, headerRow } = plan;
  const links: string[] = [];
  let [line, faultyRows, row] = [headerRow, 0, 0];
  yield frame.head;
  let gathered = '';
  for await (const finding of findings) {
    if (finding.row !== undefined && finding.row !== row) {
      row = finding.row;
      faultyRows++;
    }
    if (faultyRows > plan.maxFaultyRows || line - headerRow >= maxLines) break;
    line++;
    gathered += lineXml(plan, finding, line, line - headerRow, links);
    if (gathered.length > 65_536) {
      yield gathered;
      gathered = '';
    }
  }
  ended(line);
  yield gathered + tailWith(frame.tail, links, headerRow, line);
}

function lineXml(plan: ListPlan, finding: Finding, line: number, number: number, links: string[]): string {
  const { text, dataSheet } = plan;
  const style = (look: string): number => plan.frame.styles.get(look) ?? 0;
  const letters = plan.columnOf(finding);
  const row = finding.row ?? (letters === null ? null : plan.dataHeaderRow);
  const place = row === null ? null : `${letters ?? 'A'}${row}`;
  const cells = [
    `<c r="A${line}" s="${style('number')}"><v>${number}</v></c>`,
    textCellXml(`B${line}`, style(finding.severity), text.severities[finding.severity]),
    placeXml(line, place, plan, style, links),
    row === null
      ? `<c r="D${line}" s="${style('number')}"/>`
      : `<c r="D${line}" s="${style('number')}"><v>${row}</v></c>`,
    textCellXml(`E${line}`, style('number'), letters ?? ''),
    textCellXml(
      `F${line}`,
      style('text'),
      finding.label ?? (row === null && finding.sheet !== undefined ? `工作表“${finding.sheet}”` : ''),
    ),
    textCellXml(`G${line}`, style('text'), finding.detail),
  ];
  if (place !== null && links.length < maxLinks)
    links.push(`<hyperlink ref="C${line}" location="${xmlText(sheetPlace(dataSheet, place))}" display="${place}"/>`);
  const height =
    6 + 15 * Math.max(textLines(finding.detail, widths[6] ?? 0), textLines(finding.label ?? '', widths[5] ?? 0));
  return `<row r="${line}" ht="${height}" customHeight="1">${cells.join('')}</row>`;
}

function placeXml(
  line: number,
  place: string | null,
  plan: ListPlan,
  style: (look: string) => number,
  links: readonly string[],
): string {
  if (place === null) return textCellXml(`C${line}`, style('number'), plan.text.file);
  if (links.length < maxLinks) return textCellXml(`C${line}`, style('link'), place);
  const formula = `HYPERLINK("#${sheetPlace(plan.dataSheet, place).replaceAll('"', '""')}","${place}")`;
  return `<c r="C${line}" s="${style('link')}" t="str"><f>${xmlText(formula)}</f><v>${place}</v></c>`;
}

/** `'数据'!B5`; an apostrophe in the name is doubled. */
function sheetPlace(sheet: string, place: string): string {
  return `'${sheet.replaceAll("'", "''")}'!${place}`;
}

/** The filter reaches down to the last line, and the links stand where the schema wants them: after merges and validations, before the margins. */
function tailWith(tail: string, links: readonly string[], headerRow: number, lastLine: number): string {
  const filtered = tail.replace(
    `ref="A${headerRow}:G${headerRow}"`,
    `ref="A${headerRow}:G${Math.max(lastLine, headerRow)}"`,
  );
  if (links.length === 0) return filtered;
  const at = filtered.search(/<(?:printOptions|pageMargins|pageSetup|headerFooter)\b/);
  if (at < 0) throw new Error('The list just written has no page setup');
  return `${filtered.slice(0, at)}<hyperlinks>${links.join('')}</hyperlinks>${filtered.slice(at)}`;
}
