import { expect, test } from 'vitest';
import { writeRows } from '../../../lib/adapters/excel/rows/write-rows.ts';
import { openWorkbook } from '../../../lib/adapters/xlsx/open-workbook.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import type { PlainCell, SheetRow } from '../../../lib/kernel/sheet.ts';

async function readBack(cell: PlainCell): Promise<SheetRow['cells']> {
  const workbook = await openWorkbook(bufferSource(Buffer.from(writeRows('数据', [['甲'], ['乙', cell, '丙']]))));
  const rows: SheetRow[] = [];
  for await (const batch of workbook.rows('数据')) rows.push(...batch.map((row) => ({ ...row })));
  return rows.find(({ row }) => row === 2)?.cells ?? [];
}

test.each<[string, PlainCell]>([
  ['a text', '漯河 <源汇区> & "1"'],
  ['a text with a line end', '两\n行'],
  ['a number', 170.5],
  ['a truth value', true],
  ['a day', { date: '2020-11-30' }],
  ['a day with a time', { date: '2020-11-30T08:30:00' }],
  ['a time', { date: '08:30:00' }],
  ['an error', { error: '#N/A' }],
  ['a number that has lost digits', { number: '411102199001011234' }],
  ['an empty cell', null],
])('%s is read back as it was', async (_, cell) => {
  expect(await readBack(cell)).toEqual(['乙', cell, '丙']);
});
