import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { RowCounts } from '../../../../schemas/collection/delivery.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import type { MergedRange } from '../../../kernel/sheet.ts';
import { fileFinding } from './file-finding.ts';

/** Merged ranges that are reported: a workbook that merges cells does so everywhere. */
const maxMergesReported = 20;

/** Findings that need the whole sheet: no data rows, and merged cells (20 at most) over the data. */
export function lateFindings(
  merges: readonly MergedRange[],
  sheet: { readonly sheet: string; readonly headerRow: number; readonly columns: readonly number[] },
  content: DatasetContent,
  rowCounts: RowCounts,
): Finding[] {
  const findings = rowCounts.read === 0 ? [fileFinding('no-rows', { sheet: sheet.sheet })] : [];
  for (const merge of merges) {
    if (findings.length === maxMergesReported) break;
    if (merge.lastRow <= sheet.headerRow) continue;
    const i = sheet.columns.findIndex((column) => merge.firstColumn <= column && column <= merge.lastColumn);
    const field = content.fields[i];
    if (field === undefined) continue;
    findings.push(
      fileFinding(
        'merged-cell',
        { sheet: sheet.sheet, column: columnLetters(sheet.columns[i] ?? 0), field },
        { row: merge.firstRow },
      ),
    );
  }
  return findings;
}
