import type { Workbook } from '../../../kernel/sheet.ts';
import { isBlankRow } from '../../check/is-blank-row.ts';
import { isHintRow } from '../../check/is-hint-row.ts';
import type { PublishedVersions } from '../published-versions.ts';
import type { RowSource } from '../rows/row-source.ts';
import { lateFindings } from './late-findings.ts';
import { openDataSheet, type NameOfDataset, type UnfitWorkbook } from './open-data-sheet.ts';

/** Opens a workbook as a source of rows. Throws what the workbook's reader throws; reading the rows does too. */
export async function openWorkbookSource(
  workbook: Workbook,
  versions: PublishedVersions,
  nameOf: NameOfDataset,
): Promise<{ readonly fits: true; readonly source: RowSource } | UnfitWorkbook> {
  const data = await openDataSheet(workbook, versions, nameOf);
  if (!data.fits) return data;
  const { sheet, headerRow, columns, findings } = data;
  return {
    fits: true,
    source: {
      sheet,
      headerRow,
      columns,
      findings,
      rows: workbook.rows(sheet),
      isData: (row) => row.row > headerRow && !isBlankRow(row.cells, columns) && !isHintRow(row, headerRow),
      // The reader knows the merged ranges only after the last row.
      lateFindings: (rowCounts) => lateFindings(workbook.merges(sheet), data, versions.newest.content, rowCounts),
    },
  };
}
