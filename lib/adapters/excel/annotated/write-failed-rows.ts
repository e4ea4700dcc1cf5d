import { type Writable, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { FailedRowsOrder, FailedSheet } from '../../../collection/annotate/annotation-orders.ts';
import { addStyleSamples, buildStyles } from '../styles/cell-styles.ts';
import { addSheetsBehind, addTemplateSheet, newWorkbook } from '../template/template-workbook.ts';
import { packWorkbook } from '../template/write-template.ts';
import { CommentParts } from '../xml/comment-parts.ts';
import { splitSheetFrame } from '../xml/sheet-frame.ts';
import { type ZipPart, zipBytes } from '../zip/zip-bytes.ts';
import { readEntryText } from '../zip/zip-entries.ts';
import { parseColumnLetters } from './parse-column-letters.ts';
import { groupFaultsByColumn, joinRowsWithFindings, type JoinedRow } from './row-faults.ts';
import { rowWriter } from './row-xml.ts';

/** Writes the rejected rows as a template and ends `output`. */
export async function writeFailedRows(order: FailedRowsOrder, output: Writable): Promise<void> {
  await pipeline(Readable.from(streamFailedRows(order), { objectMode: false }), output);
}

/** Streams the rejected rows as a template for an increment; notes name the original row. */
export async function* streamFailedRows(order: FailedRowsOrder): AsyncGenerator<Uint8Array> {
  const { spec } = order;
  const looks = buildStyles(spec.columns);
  const workbook = newWorkbook(spec);
  const sheet = addTemplateSheet(workbook, spec, 'without-notes');
  addStyleSamples(sheet, spec.firstDataRow, looks);
  sheet.getCell(spec.firstDataRow, 1).note = ' '; // exceljs then links the sheet to its notes, whose parts are streamed
  addSheetsBehind(workbook, spec);
  const streamedParts = new Set(['xl/worksheets/sheet1.xml', 'xl/comments1.xml', 'xl/drawings/vmlDrawing1.vml']);
  const entries = await packWorkbook(workbook, spec);
  const template = entries.find((entry) => entry.name === 'xl/worksheets/sheet1.xml');
  if (template === undefined) throw new Error('The workbook just written has no first sheet');
  const frame = splitSheetFrame(readEntryText(template), spec.firstDataRow, [...looks.keys()]);
  const notes = new CommentParts(
    spec.columns.map(({ width }) => width),
    order.findings,
    order.maxNotes,
  );
  spec.columns.forEach((column, i) => notes.add(spec.headerRow, i, column.comment));
  const findColumn = (finding: Finding, columns: readonly number[]): number => {
    const byField = spec.columns.findIndex((column) => column.field === finding.field);
    return Math.max(
      0,
      byField >= 0 || finding.column === undefined ? byField : columns.indexOf(parseColumnLetters(finding.column)),
    );
  };

  yield* zipBytes(parts());

  async function* parts(): AsyncGenerator<ZipPart> {
    yield* entries.filter((entry) => !streamedParts.has(entry.name));
    yield { name: 'xl/worksheets/sheet1.xml', texts: rowTexts() };
    yield* notes.entries('xl/comments1.xml', 'xl/drawings/vmlDrawing1.vml');
  }

  async function* rowTexts(): AsyncGenerator<string> {
    const writeRow = rowWriter(spec.columns, frame.styles);
    let next = spec.firstDataRow;
    yield frame.head;
    for (const sheet of [order, ...(order.otherSheets ?? [])]) {
      for await (const batch of joinRowsWithFindings(sheet.rows, sheet.findingsByRow)) yield writeBatch(batch, sheet);
    }
    yield frame.tail;

    function writeBatch(batch: readonly JoinedRow[], { sheet, columns }: FailedSheet): string {
      let xml = '';
      for (const { row, number, findings } of batch) {
        if (
          row === null ||
          next - spec.firstDataRow >= order.maxRows ||
          !findings.some(({ severity }) => severity === 'error')
        )
          continue;
        const faults = groupFaultsByColumn(findings, (finding) => findColumn(finding, columns));
        const cells = columns.map((column) => row.cells[column] ?? null);
        xml += writeRow(next, cells, { kind: 'data', faults });
        faults.forEach((fault, column) =>
          notes.add(
            next,
            column,
            [`原文件${sheet === undefined ? '' : `工作表“${sheet}”`}第 ${number} 行`, ...fault.sentences].join('\n'),
          ),
        );
        next++;
      }
      return xml;
    }
  }
}
