import { type Writable, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { AnnotationOrder } from '../../../collection/annotate/annotation-orders.ts';
import type { TemplateSpec } from '../../../collection/template/template-spec.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import type { Cell } from '../../../kernel/sheet.ts';
import { textLines } from '../../../kernel/text-width.ts';
import { addStyleSamples, buildStyles } from '../styles/cell-styles.ts';
import { addDataSheet, codesSheet } from '../template/data-sheet.ts';
import { freeSheetName, buildSheetName } from '../template/sheet-name.ts';
import { addSheetsBehind, newWorkbook } from '../template/template-workbook.ts';
import { packWorkbook } from '../template/write-template.ts';
import { CommentParts } from '../xml/comment-parts.ts';
import { type RowKind, rowWriter } from '../xml/row-xml.ts';
import { sheetFrame } from '../xml/sheet-frame.ts';
import { xmlText } from '../xml/xml-text.ts';
import { packText } from '../zip/packed-text.ts';
import { type ZipPart, zipBytes } from '../zip/zip-bytes.ts';
import { type PackedEntry, readEntryText } from '../zip/zip-entries.ts';
import { findFindingColumn } from './find-finding-column.ts';
import { addListSheet, listStyles, listTexts } from './list-sheet.ts';
import { faultsByColumn, joinRowsWithFindings } from './row-faults.ts';

/** Where the looks stand before the rows take their place, and the end of the drop-downs until the last row is known. */
const [looksRow, sheetEnd] = [1, 1_048_576];

/** Writes the officer's workbook with every fault marked to `output`, and ends it. Memory does not grow with the rows. */
export async function writeAnnotated(order: AnnotationOrder, output: Writable): Promise<void> {
  await pipeline(Readable.from(streamAnnotated(order), { objectMode: false }), output);
}

/**
 * The officer's own rows, each at its own number, with faulty cells coloured and noted; before them the list of findings with a link to each cell,
 * behind them what the template has, marks included: once repaired, the workbook can be handed in itself.
 */
export async function* streamAnnotated(order: AnnotationOrder): AsyncGenerator<Uint8Array> {
  const { spec } = order;
  const columns = columnsInSheet(order);
  const looks = buildStyles(columns);
  const dataSheet = freeSheetName(buildSheetName(order.sheetName), [spec.marks.sheet, codesSheet]);
  const workbook = newWorkbook(spec);
  const list = addListSheet(workbook, freeSheetName(order.text.title, [dataSheet]), order.text);
  const data = addDataSheet(workbook, {
    name: dataSheet,
    columns,
    frozenRows: order.headerRow,
    headerRow: order.headerRow,
    firstDataRow: order.headerRow + 1,
    lastDataRow: sheetEnd,
  });
  addStyleSamples(data, looksRow, looks);
  data.getCell(looksRow, 1).note = ' '; // so that exceljs ties the sheet to its notes; their parts are written below
  addSheetsBehind(workbook, spec);

  const entries = new Map((await packWorkbook(workbook, spec)).map((entry) => [entry.name, entry]));
  const take = (name: string): PackedEntry => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error(`The workbook just written has no ${name}`);
    entries.delete(name);
    return entry;
  };
  const listFrame = sheetFrame(readEntryText(take('xl/worksheets/sheet1.xml')), list.headerRow + 1, [
    ...listStyles.keys(),
  ]);
  const dataFrame = sheetFrame(readEntryText(take('xl/worksheets/sheet2.xml')), looksRow, [...looks.keys()]);
  const book = readEntryText(take('xl/workbook.xml'));
  take('xl/comments2.xml');
  take('xl/drawings/vmlDrawing2.vml');
  const notes = new CommentParts(
    columns.map((column) => column?.width ?? 14),
    order.findings,
    order.maxNotes,
  );
  const firstColumn = Math.max(0, Math.min(...order.columns.filter((column) => column >= 0)));
  const columnOf = (finding: Finding): number => {
    const column = findFindingColumn(finding, spec, order.columns);
    return column >= 0 ? column : Number.isFinite(firstColumn) ? firstColumn : 0;
  };

  yield* zipBytes(parts());

  async function* parts(): AsyncGenerator<ZipPart> {
    yield* entries.values();
    let lastLine = list.headerRow;
    const plan = {
      frame: listFrame,
      headerRow: list.headerRow,
      text: order.text,
      dataSheet,
      dataHeaderRow: order.headerRow,
      columnOf: (finding: Finding) => {
        const column = findFindingColumn(finding, spec, order.columns);
        if (column >= 0) return columnLetters(column);
        return finding.row === undefined ? null : columnLetters(columnOf(finding));
      },
      maxFaultyRows: order.maxFaultyRows,
    };
    yield { name: 'xl/worksheets/sheet1.xml', texts: listTexts(plan, order.list, (line) => (lastLine = line)) };
    yield { name: 'xl/worksheets/sheet2.xml', texts: dataTexts() };
    yield* notes.entries('xl/comments2.xml', 'xl/drawings/vmlDrawing2.vml');
    yield packText('xl/workbook.xml', withFilterName(book, `'${list.sheet.name}'!$A$${list.headerRow}:$G$${lastLine}`));
  }

  async function* dataTexts(): AsyncGenerator<string> {
    const writeRow = rowWriter(columns, dataFrame.styles);
    let [faultyRows, lastRow] = [0, 0];
    yield dataFrame.head;
    for await (const batch of joinRowsWithFindings(order.rows, order.findingsByRow)) {
      let xml = '';
      for (const { row, number, findings } of batch) {
        if (number <= lastRow) continue; // Excel opens no sheet whose rows do not ascend
        const marked = findings.length > 0 && ++faultyRows <= order.maxFaultyRows;
        const faults = marked ? faultsByColumn(findings, columnOf) : null;
        const cells = row?.cells ?? [];
        const kind = kindOf(number, cells, order);
        xml += writeRow(number, cells, kind, faults, kind === 'data' ? undefined : getRowHeight(kind, cells, columns));
        if (kind === 'header')
          columns.forEach(
            (column, i) => column !== null && faults?.has(i) !== true && notes.add(number, i, column.comment),
          );
        faults?.forEach((fault, column) => notes.add(number, column, fault.sentences.join('\n')));
        lastRow = number;
      }
      yield xml;
    }
    yield dataFrame.tail.replaceAll(
      `${sheetEnd}"`,
      `${Math.max(lastRow, order.headerRow + spec.lastDataRow - spec.firstDataRow + 1)}"`,
    );
  }
}

/** The first sheet's filter also wants a name in the workbook, or LibreOffice drops it. */
function withFilterName(book: string, range: string): string {
  return book.replace(
    '<definedNames>',
    () =>
      `<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${xmlText(range)}</definedName>`,
  );
}

function columnsInSheet({ spec, columns }: AnnotationOrder): (TemplateSpec['columns'][number] | null)[] {
  return Array.from({ length: Math.max(0, ...columns) + 1 }, (_, at) => spec.columns[columns.indexOf(at)] ?? null);
}

function kindOf(row: number, cells: readonly Cell[], { headerRow, spec }: AnnotationOrder): RowKind {
  if (row === headerRow) return 'header';
  const first = cells.find((cell) => cell !== null && cell !== '');
  return row === headerRow + 1 && typeof first === 'string' && first.startsWith(spec.hintMark) ? 'hint' : 'data';
}

/** Points for a header or hint row, whose texts break into lines. */
function getRowHeight(
  kind: 'header' | 'hint',
  cells: readonly Cell[],
  columns: readonly ({ readonly width: number } | null)[],
): number {
  const lines = cells.map((cell, i) =>
    typeof cell === 'string' ? textLines(cell, (columns[i]?.width ?? 14) * (kind === 'hint' ? 1.2 : 1)) : 1,
  );
  return Math.min(400, 8 + (kind === 'hint' ? 12 : 15) * Math.max(1, ...lines));
}
