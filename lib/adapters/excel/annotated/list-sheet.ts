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
import { escapeXstring } from '../xml/escape-xstring.ts';
import type { SheetFrame } from '../xml/sheet-frame.ts';

/** Widths are in characters. */
const widths = [8, 8, 12, 9, 7, 24, 84];
const totalWidth = widths.reduce((sum, width) => sum + width, 0);

/** Excel opens no sheet with more than 65,530 links. */
const maxLinks = 65_000;

/** Excel's limit is 1,048,576 rows. */
const maxLines = 1_000_000;

const framed = { border, alignment: { ...middleCentre, wrapText: true } };
export const listStyles: ReadonlyMap<string, Partial<Style>> = new Map<string, Partial<Style>>([
  ['number', { ...framed, font: bodyFont }],
  ['error', { ...framed, font: errorFont }],
  ['warning', { ...framed, font: warningFont }],
  ['link', { ...framed, font: linkFont }],
  ['text', { border, font: bodyFont, alignment: middleLeft, numFmt: '@' }],
]);

/** Adds the list without its lines, with style samples below the header; `headerRow` is 1-based. */
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
    sheet.getRow(i + 1).height = i === 0 ? 30 : 4 + 16 * textLines(line, totalWidth);
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
  readonly dataSheet: string;
  readonly dataHeaderRow: number;
  /** Returns column letters; `null` where the finding has none. */
  readonly findColumn: (finding: Finding) => string | null;
  readonly maxFaultyRows: number;
};

/** Findings must be grouped by row. Reports the last row to `onEnd`. */
export async function* streamListSheet(
  plan: ListPlan,
  findings: AsyncIterable<Finding>,
  onEnd: (lastRow: number) => void,
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
    gathered += lineXml(plan, finding, line, links);
    if (gathered.length > 65_536) {
      yield gathered;
      gathered = '';
    }
  }
  onEnd(line);
  yield gathered + completeTail(frame.tail, links, headerRow, line);
}

function lineXml(plan: ListPlan, finding: Finding, line: number, links: string[]): string {
  const { text, dataSheet } = plan;
  const letters = plan.findColumn(finding);
  const row = finding.row ?? (letters === null ? null : plan.dataHeaderRow);
  const target = row === null ? null : `${letters ?? 'A'}${row}`;
  const label = finding.label ?? (row === null && finding.sheet !== undefined ? `工作表“${finding.sheet}”` : '');
  const numberStyle = findStyle(plan, 'number');
  const textStyle = findStyle(plan, 'text');
  const cells = [
    `<c r="A${line}" s="${numberStyle}"><v>${line - plan.headerRow}</v></c>`,
    textCellXml(`B${line}`, findStyle(plan, finding.severity), text.severities[finding.severity]),
    linkCellXml(line, target, plan, links),
    row === null ? `<c r="D${line}" s="${numberStyle}"/>` : `<c r="D${line}" s="${numberStyle}"><v>${row}</v></c>`,
    textCellXml(`E${line}`, numberStyle, letters ?? ''),
    textCellXml(`F${line}`, textStyle, label),
    textCellXml(`G${line}`, textStyle, finding.detail),
  ];
  if (target !== null && links.length < maxLinks) {
    const location = escapeXstring(formatSheetReference(dataSheet, target));
    links.push(`<hyperlink ref="C${line}" location="${location}" display="${target}"/>`);
  }
  const height =
    6 + 15 * Math.max(textLines(finding.detail, widths[6] ?? 0), textLines(finding.label ?? '', widths[5] ?? 0));
  return `<row r="${line}" ht="${height}" customHeight="1">${cells.join('')}</row>`;
}

function findStyle({ frame }: ListPlan, look: string): number {
  return frame.styles.get(look) ?? 0;
}

function linkCellXml(line: number, target: string | null, plan: ListPlan, links: readonly string[]): string {
  if (target === null) return textCellXml(`C${line}`, findStyle(plan, 'number'), plan.text.file);
  const style = findStyle(plan, 'link');
  if (links.length < maxLinks) return textCellXml(`C${line}`, style, target);
  const formula = `HYPERLINK("#${formatSheetReference(plan.dataSheet, target).replaceAll('"', '""')}","${target}")`;
  return `<c r="C${line}" s="${style}" t="str"><f>${escapeXstring(formula)}</f><v>${target}</v></c>`;
}

/** Formats `'数据'!B5`, an apostrophe doubled. */
function formatSheetReference(sheet: string, cell: string): string {
  return `'${sheet.replaceAll("'", "''")}'!${cell}`;
}

/** The schema requires links before the margins. */
function completeTail(tail: string, links: readonly string[], headerRow: number, lastLine: number): string {
  const filtered = tail.replace(
    `ref="A${headerRow}:G${headerRow}"`,
    `ref="A${headerRow}:G${Math.max(lastLine, headerRow)}"`,
  );
  if (links.length === 0) return filtered;
  const at = filtered.search(/<(?:printOptions|pageMargins|pageSetup|headerFooter)\b/);
  if (at < 0) throw new Error('The list just written has no page setup');
  return `${filtered.slice(0, at)}<hyperlinks>${links.join('')}</hyperlinks>${filtered.slice(at)}`;
}
