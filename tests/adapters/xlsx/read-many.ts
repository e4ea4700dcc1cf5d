import { openWorkbook } from '../../../lib/adapters/xlsx/open-workbook.ts';
import { WorkbookRefused } from '../../../lib/adapters/xlsx/refusals/workbook-refused.ts';
import { fileSource } from '../../../lib/adapters/xlsx/source/file-source.ts';
import { columnLetters } from '../../../lib/kernel/column-letters.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';

/** Reads every sheet of the named files: one JSON line a file, then one with the peak memory of the process. */
for (const file of process.argv.slice(2)) {
  const from = performance.now();
  const sheets: Record<string, Record<string, Cell>> = {};
  let refused: string | null = null;
  const source = await fileSource(file);
  try {
    const workbook = await openWorkbook(source, { macros: 'read' });
    for (const { name } of workbook.sheets) {
      const cells: Record<string, Cell> = {};
      for await (const batch of workbook.rows(name)) {
        for (const row of batch)
          for (const [column, cell] of row.cells.entries())
            if (cell !== null) cells[`${columnLetters(column)}${row.row}`] = cell;
      }
      sheets[name] = cells;
    }
  } catch (error) {
    if (!(error instanceof WorkbookRefused)) throw error;
    refused = error.code;
  }
  await source.close();
  process.stdout.write(`${JSON.stringify({ file, milliseconds: performance.now() - from, refused, sheets })}\n`);
}
process.stdout.write(`${JSON.stringify({ peakMegabytes: process.resourceUsage().maxRSS / 1024 })}\n`);
