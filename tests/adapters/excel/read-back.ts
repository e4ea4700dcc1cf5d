import { openWorkbook } from '../../../lib/adapters/xlsx/open-workbook.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import type { Cell, SheetRow, Workbook } from '../../../lib/kernel/sheet.ts';

export async function readBack(bytes: Uint8Array): Promise<Workbook> {
  return openWorkbook(bufferSource(bytes));
}

export async function rowsOf(workbook: Workbook, sheet: string): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of workbook.rows(sheet)) rows.push(...batch);
  return rows;
}

/** Rows by number, empty cells at the end cut off. */
export async function cellsByRow(workbook: Workbook, sheet: string): Promise<Map<number, Cell[]>> {
  const rows = await rowsOf(workbook, sheet);
  return new Map(rows.map(({ row, cells }) => [row, cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1)]));
}

export async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
