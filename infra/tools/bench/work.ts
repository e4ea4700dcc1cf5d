import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyedHash } from '../../../lib/adapters/keyed-hash.ts';
import { openWorkbook } from '../../../lib/adapters/xlsx/open-workbook.ts';
import { fileSource } from '../../../lib/adapters/xlsx/source/file-source.ts';
import { ingest as runIngest } from '../../../lib/collection/ingest/ingest.ts';
import type { RowSource } from '../../../lib/collection/ingest/rows/row-source.ts';
import { toWords } from '../../../lib/kernel/hashing/index-format.ts';
import { RowIndex } from '../../../lib/records/row-index.ts';
import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { RowCounts } from '../../../schemas/collection/delivery.ts';
import { benchContent, benchDay } from './bench-content.ts';
import { benchVersion } from './channels/bench-version.ts';
import { fileChunks } from './file-chunks.ts';

/** Merely reads, by exceljs's own streaming reader: the measure of all reading here. */
export async function readByExceljs(path: string): Promise<number> {
  const { default: ExcelJS } = await import('exceljs');
  let rows = 0;
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'emit',
  });
  for await (const sheet of workbook) for await (const row of sheet) rows += row.cellCount > 0 ? 1 : 0;
  return rows - 1;
}

/** Merely reads the sheet 数据; counts its rows without the header. */
export async function readByOurs(path: string): Promise<number> {
  const source = await fileSource(path);
  const workbook = await openWorkbook(source);
  let rows = 0;
  for await (const batch of workbook.rows('数据')) rows += batch.length;
  await source.close();
  return rows - 1;
}

export type IngestResult = { readonly rows: number; readonly rowCounts: RowCounts; readonly writes: number };

/** Ingests into files of `folder`, packed as in the object store. */
export async function ingest(
  path: string,
  folder: string,
  codeLists: ReadonlyMap<string, CodeList>,
  time: 'first' | 'again',
): Promise<IngestResult> {
  const source = await fileSource(path);
  const workbook = await openWorkbook(source);
  const indexPath = join(folder, 'index.bin');
  let writes = 0;
  const chunks = (name: string) =>
    fileChunks(folder, name, () => {
      writes += 1;
    });
  const rows: RowSource = {
    sheet: '数据',
    headerRow: 1,
    columns: benchContent.fields.map((_, i) => i),
    rows: () => workbook.rows('数据'),
    isData: (row) => row.row > 1,
    findings: [],
    lateFindings: () => [],
  };
  const { index, comparison } = await runIngest(rows, {
    version: benchVersion,
    codeLists: () => Promise.resolve(codeLists),
    today: benchDay,
    mode: 'full',
    openIndex: async () => new RowIndex(time === 'first' ? null : toWords(await readFile(indexPath))),
    hash: keyedHash('bench-key-bench-key-bench-key-bench-key'),
    partRows: 5000,
    chunks: { parts: chunks('part'), findings: chunks('findings'), rejected: chunks('rejected') },
    assertLease: () => Promise.resolve(),
  });
  const { rowCounts } = comparison;
  if (rowCounts.new + rowCounts.changed + rowCounts.removed > 0) {
    const words = index.next(1, comparison.removeMissing);
    await writeFile(indexPath, new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
    writes += 1;
  }
  await source.close();
  return { rows: rowCounts.read, rowCounts, writes };
}
