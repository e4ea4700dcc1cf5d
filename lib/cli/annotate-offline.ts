import type { Writable } from 'node:stream';
import type { OmittedContent } from '../../schemas/collection/omitted-content.ts';
import { writeAnnotated } from '../adapters/excel/annotated/write-annotated.ts';
import { writeFailedRows } from '../adapters/excel/annotated/write-failed-rows.ts';
import { buildAnnotationOrders } from '../collection/annotate/annotation-orders.ts';
import type { CheckedWorkbook } from '../collection/ingest/check-workbook.ts';
import type { StagingStore } from '../collection/ports.ts';
import { buildTemplate } from '../collection/template/build-template.ts';
import { minuteInShanghai } from '../kernel/instant.ts';
import type { Workbook } from '../kernel/sheet.ts';
import type { OfflineEntry } from './offline-entry.ts';

export type OfflineAnnotation = {
  readonly workbook: Workbook;
  readonly fileName: string;
  readonly entry: OfflineEntry;
  readonly checked: CheckedWorkbook;
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
};

/** Ends `output`; returns what was left out of the officer's file. Throws when no sheet was found. */
export async function annotateOffline(
  { workbook, fileName, entry, checked, stagingStore }: OfflineAnnotation,
  rows: 'all' | 'failed',
  output: Writable,
): Promise<readonly OmittedContent[]> {
  const { version, rowCounts, staged, at } = checked;
  const { sheet } = staged;
  if (sheet === undefined) throw new Error('there is no sheet to annotate');
  const facts = {
    fileName,
    datasetName: version.content.metadata.name,
    version: version.version,
    checkedAt: minuteInShanghai(at),
    sheetName: sheet,
    otherSheets: (staged.otherSheets ?? []).map((other) => other.sheet),
    rowsRead: rowCounts.read,
    rowsRejected: rowCounts.rejected,
    errors: rowCounts.errors,
    warnings: rowCounts.warnings,
    faultyRows: staged.faultyRows,
  };
  const spec = buildTemplate(version, entry.codeLists, { department: entry.department });
  const orders = buildAnnotationOrders({ staged, content: version.content, spec, facts, workbook, stagingStore });
  if (rows === 'all') return await writeAnnotated(orders.all, output);
  await writeFailedRows(orders.failed, output);
  return [];
}
