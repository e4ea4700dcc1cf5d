import { type Writable, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { AnnotationOrder } from '../../../collection/annotate/annotation-orders.ts';
import type { TemplateColumn } from '../../../collection/template/template-spec.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import type { Cell } from '../../../kernel/sheet.ts';
import { textLines } from '../../../kernel/text-width.ts';
import { addStyleSamples, buildStyles } from '../styles/cell-styles.ts';
import { addDataSheet, codesSheet } from '../template/data-sheet.ts';
import { freeSheetName, buildSheetName } from '../template/sheet-name.ts';
import { addSheetsBehind, newWorkbook } from '../template/template-workbook.ts';
import { packWorkbook } from '../template/write-template.ts';
import { CommentParts } from '../xml/comment-parts.ts';
import { escapeXstring } from '../xml/escape-xstring.ts';
import { splitSheetFrame, type SheetFrame } from '../xml/sheet-frame.ts';
import { packText } from '../zip/packed-text.ts';
import { type ZipPart, zipBytes } from '../zip/zip-bytes.ts';
import { type PackedEntry, readEntryText } from '../zip/zip-entries.ts';
import { findFindingColumn } from './find-finding-column.ts';
import { addListSheet, listStyles, streamListSheet } from './list-sheet.ts';
import { groupFaultsByColumn, joinRowsWithFindings } from './row-faults.ts';
import { type RowKind, rowWriter } from './row-xml.ts';

const [samplesRow, lastSheetRow] = [1, 1_048_576];

/** Widths are in characters. */
const defaultWidth = 14;

type PreparedWorkbook = {
  /** Columns are in sheet order; `null` is an unknown one. */
  readonly columns: readonly (TemplateColumn | null)[];
  readonly dataSheet: string;
  readonly dataFrame: SheetFrame;
  readonly list: { readonly name: string; readonly headerRow: number; readonly frame: SheetFrame };
  readonly workbookXml: string;
  readonly otherParts: readonly PackedEntry[];
  readonly notes: CommentParts;
};

/** Ends `output`. Memory does not grow with the rows. */
export async function writeAnnotated(order: AnnotationOrder, output: Writable): Promise<void> {
  await pipeline(Readable.from(streamAnnotated(order), { objectMode: false }), output);
}

/**
 * Streams a workbook that can be corrected and uploaded again:
 *
 *   问题清单   the findings, each with a link to its cell
 *   (data)     the officer's rows with their row numbers; faulty cells are coloured and have a note
 *   填写说明 …  the other sheets of the template, marks included
 */
export async function* streamAnnotated(order: AnnotationOrder): AsyncGenerator<Uint8Array> {
  yield* zipBytes(streamParts(order, await prepareWorkbook(order)));
}

async function prepareWorkbook(order: AnnotationOrder): Promise<PreparedWorkbook> {
  const { spec } = order;
  const columns = listSheetColumns(order);
  const looks = buildStyles(columns);
  const dataSheet = freeSheetName(buildSheetName(order.sheetName), [spec.marks.sheet, codesSheet]);
  const workbook = newWorkbook(spec);
  const { sheet, headerRow } = addListSheet(workbook, freeSheetName(order.text.title, [dataSheet]), order.text);
  const data = addDataSheet(workbook, {
    name: dataSheet,
    columns,
    frozenRows: order.headerRow,
    headerRow: order.headerRow,
    firstDataRow: order.headerRow + 1,
    lastDataRow: lastSheetRow,
  });
  addStyleSamples(data, samplesRow, looks);
  data.getCell(samplesRow, 1).note = ' '; // exceljs then links the sheet to its notes, whose parts are streamed
  addSheetsBehind(workbook, spec);

  const parts = new Map((await packWorkbook(workbook, spec)).map((entry) => [entry.name, entry]));
  const take = (name: string): PackedEntry => {
    const entry = parts.get(name);
    if (entry === undefined) throw new Error(`The workbook just written has no ${name}`);
    parts.delete(name);
    return entry;
  };
  const listXml = readEntryText(take('xl/worksheets/sheet1.xml'));
  const dataXml = readEntryText(take('xl/worksheets/sheet2.xml'));
  const workbookXml = readEntryText(take('xl/workbook.xml'));
  take('xl/comments2.xml');
  take('xl/drawings/vmlDrawing2.vml');
  const widths = columns.map((column) => column?.width ?? defaultWidth);
  return {
    columns,
    dataSheet,
    dataFrame: splitSheetFrame(dataXml, samplesRow, [...looks.keys()]),
    list: { name: sheet.name, headerRow, frame: splitSheetFrame(listXml, headerRow + 1, [...listStyles.keys()]) },
    workbookXml,
    otherParts: [...parts.values()],
    notes: new CommentParts(widths, order.findings, order.maxNotes),
  };
}

async function* streamParts(order: AnnotationOrder, prepared: PreparedWorkbook): AsyncGenerator<ZipPart> {
  const { list, dataSheet, notes, workbookXml } = prepared;
  yield* prepared.otherParts;
  const noteColumn = noteColumnFinder(order);
  let lastLine = list.headerRow;
  const plan = {
    frame: list.frame,
    headerRow: list.headerRow,
    text: order.text,
    dataSheet,
    dataHeaderRow: order.headerRow,
    findColumn: (finding: Finding) => {
      const column = findFindingColumn(finding, order.spec, order.columns);
      if (column >= 0) return columnLetters(column);
      return finding.row === undefined ? null : columnLetters(noteColumn(finding));
    },
    maxFaultyRows: order.maxFaultyRows,
  };
  yield { name: 'xl/worksheets/sheet1.xml', texts: streamListSheet(plan, order.list, (line) => (lastLine = line)) };
  yield { name: 'xl/worksheets/sheet2.xml', texts: streamDataSheet(order, prepared, noteColumn) };
  yield* notes.entries('xl/comments2.xml', 'xl/drawings/vmlDrawing2.vml');
  const filter = `'${list.name}'!$A$${list.headerRow}:$G$${lastLine}`;
  yield packText('xl/workbook.xml', withFilterName(workbookXml, filter));
}

/** Other findings are noted in the dataset's first column. */
function noteColumnFinder({ spec, columns }: AnnotationOrder): (finding: Finding) => number {
  const present = columns.filter((column) => column >= 0);
  const firstColumn = present.length === 0 ? 0 : Math.min(...present);
  return (finding) => {
    const column = findFindingColumn(finding, spec, columns);
    return column >= 0 ? column : firstColumn;
  };
}

async function* streamDataSheet(
  order: AnnotationOrder,
  { columns, dataFrame, notes }: PreparedWorkbook,
  noteColumn: (finding: Finding) => number,
): AsyncGenerator<string> {
  const { spec } = order;
  const writeRow = rowWriter(columns, dataFrame.styles);
  let [faultyRows, lastRow] = [0, 0];
  yield dataFrame.head;
  for await (const batch of joinRowsWithFindings(order.rows, order.findingsByRow)) {
    let xml = '';
    for (const { row, number, findings } of batch) {
      if (number <= lastRow) continue; // Excel opens no sheet whose rows do not ascend
      const isListed = findings.length > 0 && ++faultyRows <= order.maxFaultyRows;
      const faults = isListed ? groupFaultsByColumn(findings, noteColumn) : null;
      const cells = row?.cells ?? [];
      const kind = classifyRow(number, cells, order);
      const height = kind === 'data' ? undefined : getRowHeight(kind, cells, columns);
      xml += writeRow(number, cells, { kind, faults, height });
      if (kind === 'header')
        columns.forEach((column, i) => {
          if (column !== null && faults?.has(i) !== true) notes.add(number, i, column.comment);
        });
      faults?.forEach((fault, column) => notes.add(number, column, fault.sentences.join('\n')));
      lastRow = number;
    }
    yield xml;
  }
  const lastDropDownRow = Math.max(lastRow, order.headerRow + spec.lastDataRow - spec.firstDataRow + 1);
  yield dataFrame.tail.replaceAll(`${lastSheetRow}"`, `${lastDropDownRow}"`);
}

/** LibreOffice drops a filter without a defined name. */
function withFilterName(workbookXml: string, range: string): string {
  const attributes = 'name="_xlnm._FilterDatabase" localSheetId="0" hidden="1"';
  const definedName = `<definedName ${attributes}>${escapeXstring(range)}</definedName>`;
  return workbookXml.replace('<definedNames>', () => `<definedNames>${definedName}`);
}

function listSheetColumns({ spec, columns }: AnnotationOrder): (TemplateColumn | null)[] {
  return Array.from({ length: Math.max(0, ...columns) + 1 }, (_, at) => spec.columns[columns.indexOf(at)] ?? null);
}

function classifyRow(row: number, cells: readonly Cell[], { headerRow, spec }: AnnotationOrder): RowKind {
  if (row === headerRow) return 'header';
  const first = cells.find((cell) => cell !== null && cell !== '');
  return row === headerRow + 1 && typeof first === 'string' && first.startsWith(spec.hintMark) ? 'hint' : 'data';
}

/** Heights are in points. */
function getRowHeight(
  kind: 'header' | 'hint',
  cells: readonly Cell[],
  columns: readonly ({ readonly width: number } | null)[],
): number {
  const lines = cells.map((cell, i) =>
    typeof cell === 'string' ? textLines(cell, (columns[i]?.width ?? defaultWidth) * (kind === 'hint' ? 1.2 : 1)) : 1,
  );
  return Math.min(400, 8 + (kind === 'hint' ? 12 : 15) * Math.max(1, ...lines));
}
