import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../../infra/seeds/index.ts';
import type { FaultyRow } from '../../../../infra/tools/synthetic/faults/fault-injector.ts';
import { injectFaults } from '../../../../infra/tools/synthetic/inject-faults.ts';
import { openWorkbook } from '../../../../lib/adapters/xlsx/open-workbook.ts';
import { bufferSource } from '../../../../lib/adapters/xlsx/source/buffer-source.ts';
import { compileRowChecks } from '../../../../lib/collection/check/compile-row-checks.ts';
import { findHeader } from '../../../../lib/collection/check/match-header.ts';
import type { SheetRow } from '../../../../lib/kernel/sheet.ts';
import { syntheticRows } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';

const codeLists = seedCodeLists();
const today = '2020-12-01';

/** Header in row 1, the first row in row 2. */
async function written(rows: readonly FaultyRow[], content: DatasetContent): Promise<SheetRow[]> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('数据');
  sheet.addRow(content.fields.map((field) => field.label));
  for (const row of rows) sheet.addRow(content.fields.map((field) => row[field.key] ?? null));
  const workbook = await openWorkbook(bufferSource(new Uint8Array(await book.xlsx.writeBuffer())));
  const read: SheetRow[] = [];
  for await (const batch of workbook.rows('数据')) read.push(...batch);
  await workbook.close();
  return read;
}

test.each(seedDatasets().map((one) => [one.content.metadata.name, one.content] as const))(
  '%s: written by another program and read again, exactly the planted faults',
  async (_, content) => {
    const valid = [...syntheticRows(content, codeLists, { seed: 3, count: 240, today })];
    const injected = injectFaults(valid, content, { seed: 5, count: 40, today });
    const rows = await written(injected.rows, content);
    const header = findHeader(rows, content);
    expect(header).toMatchObject({ headerRow: 1, columns: content.fields.map((_field, at) => at), faults: [] });
    const check = compileRowChecks({ content, codeLists, columns: header?.columns ?? [], today });
    const found: string[] = [];
    for (const { row, cells } of rows.slice(1))
      check(cells, [], (fault) => found.push(`${row - 2} ${content.fields[fault.field]?.key ?? ''} ${fault.code}`));
    const expected = injected.faults.filter(({ code }) => code !== 'duplicate-key');
    expect(found).toEqual(expected.map(({ row, field, code }) => `${row} ${field} ${code}`));
    expect(rows.length).toBe(241);
  },
);
