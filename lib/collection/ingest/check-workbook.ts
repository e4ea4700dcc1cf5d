import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import type { Workbook } from '../../kernel/sheet.ts';
import { isBlankRow } from '../check/is-blank-row.ts';
import { isHintRow } from '../check/is-hint-row.ts';
import type { CataloguePorts, RowComparison } from '../ports.ts';
import { compareRows, type Comparison, type CompareOptions } from './compare-rows.ts';
import { lateFindings } from './late-findings.ts';
import { openDataSheet, type NoDataSheet } from './open-data-sheet.ts';

export type CheckWorkbookOptions = Pick<
  CompareOptions,
  'dataset' | 'today' | 'mode' | 'hash' | 'partRows' | 'writePart' | 'writeFindings' | 'assertLease'
> &
  Pick<CataloguePorts, 'codeLists'> & {
    readonly workbook: Workbook;
    /** The versions ever published, the oldest first; the rows are those of the newest. */
    readonly versions: readonly DatasetVersion[];
    /** Another dataset's name, for an officer who took the wrong template. */
    readonly nameOf: (dataset: string) => Promise<string>;
    /** What is held; asked for once the sheet is known to be the dataset's. */
    readonly openIndex: () => Promise<RowComparison>;
  };

export type CheckedWorkbook = {
  readonly index: RowComparison;
  readonly comparison: Comparison;
  /** What was written down, and where in the workbook it stands. */
  readonly staged: Omit<Staged, 'prefix' | 'records' | 'index'>;
};

/**
 * Reads a workbook through: sheet, header, every row, and what shows only when the last row was read. The same for a delivery
 * and for an officer who wants to know beforehand. Throws when the dataset has no published version, and what the workbook's reader throws.
 */
export async function checkWorkbook(order: CheckWorkbookOptions): Promise<CheckedWorkbook | NoDataSheet> {
  const { workbook, versions } = order;
  const sheet = await openDataSheet(workbook, versions, order.nameOf);
  if ('refused' in sheet) return sheet;
  const content = getNewest(versions).content;
  const index = await order.openIndex();
  const comparison = await compareRows({
    dataset: order.dataset,
    content,
    codeLists: await order.codeLists(content.fields.flatMap(({ codeList }) => codeList ?? [])),
    today: order.today,
    mode: order.mode,
    source: {
      sheet: sheet.sheet,
      columns: sheet.columns,
      rows: workbook.rows(sheet.sheet),
      isData: (row) =>
        row.row > sheet.headerRow && !isBlankRow(row.cells, sheet.columns) && !isHintRow(row, sheet.headerRow),
    },
    index,
    hash: order.hash,
    partRows: order.partRows,
    writePart: order.writePart,
    writeFindings: order.writeFindings,
    fileFindings: sheet.findings,
    assertLease: order.assertLease,
  });
  const findings = await comparison.end(
    lateFindings(workbook.merges(sheet.sheet), sheet, content, comparison.rowCounts),
  );
  const staged = {
    ...findings,
    parts: comparison.parts,
    truncated: comparison.truncated(),
    faultyRows: comparison.faultyRows,
    sheet: sheet.sheet,
    headerRow: sheet.headerRow,
    columns: [...sheet.columns],
    absentFields: content.fields.flatMap(({ key }, i) => ((sheet.columns[i] ?? -1) < 0 ? [key] : [])),
  };
  return { index, comparison, staged };
}

function getNewest(versions: readonly DatasetVersion[]): DatasetVersion {
  const newest = versions.at(-1);
  if (newest === undefined) throw new Error('a dataset without a published version can take no data in');
  return newest;
}
