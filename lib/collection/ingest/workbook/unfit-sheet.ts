import type { Finding } from '../../../../schemas/collection/finding.ts';
import type { UnfitWorkbook } from './open-workbook-source.ts';
import type { DataSheet } from './sheet-rows.ts';

/** Thrown while rows are read: what follows cannot be read by the sheet's header. */
export class UnfitSheet extends Error {
  readonly unfit: UnfitWorkbook;

  constructor({ sheet, headerRow, columns }: DataSheet, finding: Finding) {
    super(finding.code);
    this.unfit = { fits: false, reason: 'columns-differ', findings: [finding], place: { sheet, headerRow, columns } };
  }
}

/** Returns what `read` gives, or why the workbook is returned when a sheet proves unfit on the way. */
export async function readUnlessUnfit<Result>(
  read: () => Promise<Result>,
): Promise<{ readonly fits: true; readonly result: Result } | UnfitWorkbook> {
  try {
    return { fits: true, result: await read() };
  } catch (error) {
    if (error instanceof UnfitSheet) return error.unfit;
    throw error;
  }
}
