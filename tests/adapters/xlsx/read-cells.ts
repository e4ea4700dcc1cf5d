import { openWorkbook } from '../../../lib/adapters/xlsx/open-workbook.ts';
import type { ReadingLimits } from '../../../lib/adapters/xlsx/refusals/reading-limits.ts';
import { WorkbookRefused } from '../../../lib/adapters/xlsx/refusals/workbook-refused.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import { columnLetters } from '../../../lib/kernel/column-letters.ts';
import type { ByteSource, Cell } from '../../../lib/kernel/sheet.ts';

export type Seen = Readonly<Record<string, Cell>>;

/** The cells of a sheet by their references, empty ones left out; by default of the first sheet. */
export async function readCells(
  file: Uint8Array | ByteSource,
  limits: Partial<ReadingLimits> = {},
  sheet?: string,
): Promise<Seen> {
  const workbook = await openWorkbook(file instanceof Uint8Array ? bufferSource(file) : file, limits);
  const seen: Record<string, Cell> = {};
  for await (const batch of workbook.rows(sheet ?? workbook.sheets[0]?.name ?? '')) {
    for (const { row, cells } of batch) {
      for (const [column, cell] of cells.entries()) if (cell !== null) seen[`${columnLetters(column)}${row}`] = cell;
    }
  }
  await workbook.close();
  return seen;
}

/** The code and facts of the refusal that reading every sheet ends in, or `read`. */
export async function refusalOf(
  file: Uint8Array,
  limits: Partial<ReadingLimits> = {},
): Promise<readonly [code: string, facts: object] | 'read'> {
  try {
    const workbook = await openWorkbook(bufferSource(file), limits);
    for (const { name } of workbook.sheets) for await (const batch of workbook.rows(name)) void batch;
    return 'read';
  } catch (error) {
    if (error instanceof WorkbookRefused) return [error.code, error.facts];
    throw error;
  }
}

/** The same bytes in small pieces, as a slow network would bring them. */
export function inPieces(bytes: Uint8Array, size: number): ByteSource {
  return {
    ...bufferSource(bytes),
    stream: async function* stream(start, length) {
      for (let at = start; at < start + length; at += size)
        yield bytes.subarray(at, Math.min(at + size, start + length));
    },
  };
}
