import { hash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import ExcelJS from 'exceljs';
import { keyedHash } from '../../lib/adapters/keyed-hash.ts';
import { fileSource } from '../../lib/adapters/xlsx/file-source.ts';
import { openWorkbook } from '../../lib/adapters/xlsx/open-workbook.ts';
import { compareRows } from '../../lib/collection/take-in/compare-rows.ts';
import { wordsOf } from '../../lib/kernel/index-format.ts';
import { RowIndex } from '../../lib/records/row-index.ts';
import { seedCodeLists } from '../seeds/index.ts';
import { benchContent } from './bench-content.ts';

const compress = promisify(zstdCompress);

/** exceljs's own streaming reader, merely reading: the measure that everything here is held against. */
export async function readByExceljs(path: string): Promise<number> {
  let rows = 0;
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(path, { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'emit' });
  for await (const sheet of workbook) for await (const row of sheet) rows += row.cellCount > 0 ? 1 : 0;
  return rows;
}

export async function readByOurs(path: string): Promise<number> {
  const source = await fileSource(path);
  const workbook = await openWorkbook(source);
  let rows = 0;
  for await (const batch of workbook.rows('数据')) rows += batch.length;
  await source.close();
  return rows;
}

/** Take-in as a whole: read, check every cell, compare with the index, stage the parts (to files in `folder`), write the next index. */
export async function takeIn(path: string, folder: string, index: 'first' | 'again'): Promise<{ rows: number; unchanged: number; writes: number }> {
  const source = await fileSource(path);
  hash('sha256', 'warm');
  const workbook = await openWorkbook(source);
  const indexPath = join(folder, 'index.bin');
  const rowIndex = new RowIndex(index === 'first' ? null : wordsOf(new Uint8Array(await readFile(indexPath))));
  let writes = 0;
  const write = async (name: string, lines: Uint8Array) => {
    writes += 1;
    await writeFile(join(folder, name), await compress(lines, { chunkSize: 1024 * 1024, params: { [constants.ZSTD_c_compressionLevel]: 1 } }));
  };
  const comparison = await compareRows({
    dataset: 'bench',
    content: benchContent,
    codeLists: seedCodeLists(),
    today: '2026-11-23',
    mode: 'full',
    source: { sheet: '数据', headerRow: 1, columns: benchContent.fields.map((_, i) => i), rows: workbook.rows('数据') },
    index: rowIndex,
    hash: keyedHash('bench-key-bench-key-bench-key-bench-key'),
    partRows: 5000,
    writePart: (part, lines) => write(`part-${part}.gz`, lines),
    writeFindings: (chunk, lines) => write(`findings-${chunk}.gz`, lines),
    fileFindings: [],
    stillMine: () => Promise.resolve(),
  });
  await comparison.end([]);
  const { ledger } = comparison;
  if (ledger.rejected > 0 || ledger.warnings > 0) throw new Error(`the bench rows should be clean: ${JSON.stringify(ledger)}`);
  if (ledger.new + ledger.changed + ledger.removed > 0) {
    const words = rowIndex.next(1, comparison.dropUnseen);
    await writeFile(indexPath, new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
  }
  await source.close();
  return { rows: ledger.read, unchanged: ledger.unchanged, writes };
}
