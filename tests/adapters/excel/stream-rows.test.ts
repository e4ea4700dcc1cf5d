import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { streamTextWorkbook } from '../../../lib/adapters/excel/rows/stream-rows.ts';
import { openWorkbook } from '../../../lib/adapters/xlsx/open-workbook.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import { askOpenpyxl, libreOffice, openpyxl, saveWithLibreOffice } from './reference-programs.ts';

const texts = [
  '=1+1',
  '+1',
  '-5',
  '@SUM(A1)',
  '007',
  '411102199003070010',
  ' 漯河 <源汇区> & "1"',
  '两\n行',
  '_x0041_',
  'a\rb',
];
const rows = [['记录标识', '姓名'], ...texts.map((text, i) => [`${i + 1}号`, text])];

const written = () =>
  buffer(
    streamTextWorkbook([
      { name: '数据', rows, isFrozen: true, widths: [24, 24] },
      { name: '说明', rows: [['说明', '内容']], isFrozen: false, widths: [16, 80] },
    ]),
  );

async function cellsOf(bytes: Uint8Array): Promise<unknown[][]> {
  const workbook = await openWorkbook(bufferSource(Buffer.from(bytes)));
  const read: unknown[][] = [];
  for await (const batch of workbook.rows('数据')) read.push(...batch.map(({ cells }) => [...cells]));
  return read;
}

describe('a workbook of text', () => {
  test('is read back as it was', async () => {
    expect(await cellsOf(await written())).toEqual(rows);
  });

  test.skipIf(!libreOffice)(
    'has texts and no formulas for LibreOffice',
    async () => {
      const saved = await cellsOf(await saveWithLibreOffice(await written()));
      // LibreOffice writes a carriage return as a line end.
      expect(saved.slice(0, -1)).toEqual(rows.slice(0, -1));
    },
    120_000,
  );

  test.skipIf(openpyxl === null)('has texts and no formulas for openpyxl', async () => {
    const script = "print(json.dumps([[cell.data_type for cell in row] for row in book['数据'].iter_rows()]))";
    const types = await askOpenpyxl(await written(), script);
    expect(types).toEqual(rows.map((row) => row.map(() => expect.stringMatching(/^(?:s|inlineStr)$/))));
  });
});
