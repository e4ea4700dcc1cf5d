import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { RowCounts } from '../../../../schemas/collection/delivery.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { Cell, MergedRange, Workbook } from '../../../kernel/sheet.ts';
import { withColumnUnits } from '../../check/sheet-units.ts';
import type { InputRow, RowSource } from '../rows/row-source.ts';
import { hiddenColumns, noRows } from './file-findings.ts';
import { MergedCells } from './merged-cells.ts';
import { type DataSheet, SheetRows } from './sheet-rows.ts';

/** Reads the sheets one after the other as one table. Rows of a further sheet name it. */
export function sheetsSource(
  workbook: Workbook,
  sheets: readonly [DataSheet, ...DataSheet[]],
  content: DatasetContent,
): Omit<RowSource, 'findings'> {
  const [first, ...others] = sheets;
  let reading: readonly SheetRows[] = [];
  /** Merged ranges stand behind the rows: they are known after a first reading. */
  const known = new Map<string, readonly MergedRange[]>();
  let mustReadAgain = false;

  async function* read(): AsyncGenerator<readonly InputRow[]> {
    mustReadAgain = false;
    reading = sheets.map((sheet) => new SheetRows(sheet, content));
    for (const [index, records] of reading.entries()) {
      const { sheet } = records;
      const merged = new MergedCells(known.get(sheet.sheet) ?? [], sheet, content);
      for await (const batch of workbook.rows(sheet.sheet)) {
        const rows = batch.filter((row) => records.isData(row));
        const counted = sheet.units.length === 0 ? rows : rows.map((row) => withColumnUnits(row, sheet.units));
        const filled = merged.isEmpty ? counted : counted.map((row) => merged.fill(row));
        yield index === 0 ? filled : filled.map((row) => moveColumns(row, { index, sheet, first }));
      }
      if (known.has(sheet.sheet)) continue;
      const merges = workbook.layout(sheet.sheet).merges.filter(({ firstRow }) => firstRow <= records.lastRecord);
      known.set(sheet.sheet, merges);
      mustReadAgain ||= !new MergedCells(merges, sheet, content).isEmpty;
    }
  }

  return {
    sheet: first.sheet,
    headerRow: first.headerRow,
    columns: first.columns,
    ...definedOnly({
      otherSheets:
        others.length === 0
          ? undefined
          : others.map(({ sheet, headerRow, columns }) => ({ sheet, headerRow, columns: [...columns] })),
    }),
    rows: read,
    mustReadAgain: () => mustReadAgain,
    isData: () => true,
    // Known only after the last row.
    lateFindings: (rowCounts: RowCounts): readonly Finding[] => [
      ...(rowCounts.read === 0 ? [noRows(first.sheet)] : []),
      ...reading.flatMap((records) => [
        ...records.findings(),
        ...hiddenColumns(workbook.layout(records.sheet.sheet).hiddenColumns, records.sheet, content),
      ]),
    ],
  };
}

type FurtherSheet = { readonly index: number; readonly sheet: DataSheet; readonly first: DataSheet };

/** Puts the cells where the first sheet has its columns; `columns` tells where they stand. */
function moveColumns(row: InputRow, { index, sheet, first }: FurtherSheet): InputRow {
  const place = { sheet: sheet.sheet, index, columns: sheet.columns };
  if (sheet.columns.every((column, i) => column === first.columns[i])) return { ...row, place };
  const cells: Cell[] = [];
  first.columns.forEach((column, i) => {
    if (column < 0) return;
    while (cells.length < column) cells.push(null);
    cells[column] = row.cells[sheet.columns[i] ?? -1] ?? null;
  });
  return { ...row, cells, place };
}
