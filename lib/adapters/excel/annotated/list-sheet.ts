import type { FindingKind } from '../../../../schemas/collection/finding-kind.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { AnnotationText } from '../../../collection/annotate/annotation-text.ts';
import { describeListed, describeRows, findingTitle, type ListedFinding } from '../../../kernel/finding-text.ts';
import { textLines } from '../../../kernel/text-width.ts';
import { xmlDeclaration } from '../edit/edit-xml.ts';
import { textCellXml } from '../xml/cell-xml.ts';
import { escapeXstring } from '../xml/escape-xstring.ts';
import type { ListLooks } from './list-looks.ts';

/** Widths are in characters. */
const widths = [8, 8, 12, 9, 7, 24, 84];
const totalWidth = widths.reduce((sum, width) => sum + width, 0);
const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const;

/** Excel opens no sheet with more than 65,530 links. */
const maxLinks = 65_000;

/** Excel's limit is 1,048,576 rows. */
const maxLines = 1_000_000;

/** A header further down would freeze the whole window. */
const maxFrozenRows = 12;

export type ListPlan = {
  readonly namespace: string;
  readonly looks: ListLooks;
  readonly text: AnnotationText;
  /** Lines below the text, such as what was left out. */
  readonly remarks: readonly string[];
  readonly kinds: readonly FindingKind[];
  readonly dataSheet: string;
  readonly dataHeaderRow: number;
  /** Returns column letters; `null` where the finding has none. */
  readonly findColumn: (finding: Finding) => string | null;
};

/** Returns the row of the headings above the findings. */
export function listHeaderRow({ text, remarks, kinds }: Pick<ListPlan, 'text' | 'remarks' | 'kinds'>): number {
  const summaryRows = kinds.length === 0 ? 0 : kinds.length + 3;
  return 1 + text.lines.length + remarks.length + summaryRows + 2;
}

/**
 * Streams the sheet of findings, and reports its last row to `onEnd`:
 *
 *   title, lines of text
 *   counts by field and kind
 *   the findings, each with a link to its cell
 */
export async function* streamListSheet(
  plan: ListPlan,
  findings: AsyncIterable<ListedFinding>,
  onEnd: (lastRow: number) => void,
): AsyncGenerator<string> {
  const headerRow = listHeaderRow(plan);
  const links: string[] = [];
  let line = headerRow;
  yield headXml(plan, headerRow);
  let gathered = '';
  for await (const listed of findings) {
    if (line - headerRow >= maxLines) break;
    line++;
    gathered += lineXml(plan, listed, { line, headerRow, links });
    if (gathered.length > 65_536) {
      yield gathered;
      gathered = '';
    }
  }
  onEnd(line);
  yield gathered + tailXml(plan, links, headerRow, line);
}

function headXml(plan: ListPlan, headerRow: number): string {
  const { looks, text, remarks, kinds } = plan;
  const pane =
    headerRow > maxFrozenRows
      ? ''
      : `<pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/>`;
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  const top = [
    rowXml(1, 30, textCellXml('A1', looks.title, text.title)),
    ...[...text.lines, ...remarks].map((line, i) =>
      rowXml(i + 2, 4 + 16 * textLines(line, totalWidth), textCellXml(`A${i + 2}`, looks.line, line)),
    ),
  ];
  const summaryRow = top.length + 2;
  const summary =
    kinds.length === 0
      ? []
      : [
          rowXml(summaryRow, 24, textCellXml(`A${summaryRow}`, looks.section, text.summary.title)),
          headingsXml(summaryRow + 1, text.summary.headings, looks),
          ...kinds.map((kind, i) => kindXml(plan, kind, summaryRow + 2 + i)),
        ];
  return (
    `${xmlDeclaration}<worksheet xmlns="${plan.namespace}">` +
    '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView showGridLines="0" workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols><sheetData>` +
    [...top, ...summary, headingsXml(headerRow, text.headings, looks)].join('')
  );
}

function kindXml({ looks, text }: ListPlan, kind: FindingKind, row: number): string {
  const { severity, count, label, code } = kind;
  const cells = [
    `<c r="A${row}" s="${looks.number}"/>`,
    textCellXml(`B${row}`, looks[severity], text.severities[severity]),
    `<c r="C${row}" s="${looks.number}"><v>${count}</v></c>`,
    textCellXml(`D${row}`, looks.number, describeRows(kind)),
    `<c r="E${row}" s="${looks.number}"/>`,
    textCellXml(`F${row}`, looks.text, label ?? ''),
    textCellXml(`G${row}`, looks.text, findingTitle(code)),
  ];
  return rowXml(row, 6 + 15 * textLines(describeRows(kind), (widths[3] ?? 0) + (widths[4] ?? 0)), cells.join(''));
}

function headingsXml(row: number, headings: readonly string[], looks: ListLooks): string {
  return rowXml(
    row,
    24,
    headings.map((text, i) => textCellXml(`${letters[i] ?? 'A'}${row}`, looks.heading, text)).join(''),
  );
}

function rowXml(row: number, height: number, cells: string): string {
  return `<row r="${row}" ht="${Math.min(height, 400)}" customHeight="1">${cells}</row>`;
}

type Position = { readonly line: number; readonly headerRow: number; readonly links: string[] };

function lineXml(plan: ListPlan, listed: ListedFinding, { line, headerRow, links }: Position): string {
  const { text, looks } = plan;
  const { finding } = listed;
  const { column, row, target } = findTarget(plan, finding);
  const label = finding.label ?? (row === null && finding.sheet !== undefined ? `工作表“${finding.sheet}”` : '');
  const detail = describeListed(listed);
  const cells = [
    `<c r="A${line}" s="${looks.number}"><v>${line - headerRow}</v></c>`,
    textCellXml(`B${line}`, looks[finding.severity], text.severities[finding.severity]),
    linkCellXml(line, target, plan, links),
    row === null ? `<c r="D${line}" s="${looks.number}"/>` : `<c r="D${line}" s="${looks.number}"><v>${row}</v></c>`,
    textCellXml(`E${line}`, looks.number, column ?? ''),
    textCellXml(`F${line}`, looks.text, label),
    textCellXml(`G${line}`, looks.text, detail),
  ];
  if (target !== null && links.length < maxLinks) {
    const location = escapeXstring(formatSheetReference(target));
    links.push(
      `<hyperlink ref="C${line}" location="${location}" display="${escapeXstring(nameTarget(plan, target))}"/>`,
    );
  }
  const height = 6 + 15 * Math.max(textLines(detail, widths[6] ?? 0), textLines(label, widths[5] ?? 0));
  return rowXml(line, height, cells.join(''));
}

type Target = { readonly sheet: string; readonly cell: string };

/** A finding without a row stands in the header of the first sheet, or nowhere. */
function findTarget(plan: ListPlan, finding: ListedFinding['finding']) {
  const sheet = finding.sheet ?? plan.dataSheet;
  const column = plan.findColumn(finding);
  const isInHeader = column !== null && sheet === plan.dataSheet;
  const row = finding.row ?? (isInHeader ? plan.dataHeaderRow : null);
  const target: Target | null = row === null ? null : { sheet, cell: `${column ?? 'A'}${row}` };
  return { column, row, target };
}

/** Only a further sheet is named. */
function nameTarget({ dataSheet }: ListPlan, { sheet, cell }: Target): string {
  return sheet === dataSheet ? cell : `${sheet}!${cell}`;
}

function linkCellXml(line: number, target: Target | null, plan: ListPlan, links: readonly string[]): string {
  if (target === null) return textCellXml(`C${line}`, plan.looks.number, plan.text.file);
  const style = plan.looks.link;
  const name = nameTarget(plan, target);
  if (links.length < maxLinks) return textCellXml(`C${line}`, style, name);
  const [reference, shown] = [formatSheetReference(target), name].map((part) => part.replaceAll('"', '""'));
  const formula = `HYPERLINK("#${reference}","${shown}")`;
  return `<c r="C${line}" s="${style}" t="str"><f>${escapeXstring(formula)}</f><v>${escapeXstring(name)}</v></c>`;
}

/** Formats `'数据'!B5`, an apostrophe doubled. */
function formatSheetReference({ sheet, cell }: Target): string {
  return `'${sheet.replaceAll("'", "''")}'!${cell}`;
}

function tailXml(
  { text, remarks, kinds }: ListPlan,
  links: readonly string[],
  headerRow: number,
  lastLine: number,
): string {
  const lines = 1 + text.lines.length + remarks.length;
  const merged = [
    ...Array.from({ length: lines }, (_, i) => `A${i + 1}:G${i + 1}`),
    ...(kinds.length === 0 ? [] : [`A${lines + 2}:G${lines + 2}`]),
    ...kinds.map((_, i) => `D${lines + 4 + i}:E${lines + 4 + i}`),
  ].map((range) => `<mergeCell ref="${range}"/>`);
  const hyperlinks = links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`;
  return (
    `</sheetData><autoFilter ref="A${headerRow}:G${Math.max(lastLine, headerRow)}"/>` +
    `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>${hyperlinks}` +
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
    '<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>'
  );
}
