import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { z } from 'zod';
import { openpyxl } from '../adapters/excel/reference-programs.ts';
import { askPython } from './office-programs.ts';

const Annotated = z.object({
  /** The sheet 问题清单: the cells of each line, and the target of its link. */
  lines: z.array(
    z.object({ severity: z.string(), place: z.string(), link: z.string().nullable().optional(), detail: z.string() }),
  ),
  /** Cells below the header with a colour or a note. */
  marked: z.array(z.object({ place: z.string(), fill: z.string().nullable(), note: z.string().nullable() })),
});
type Annotated = z.infer<typeof Annotated>;

type Where = { readonly list: string | null; readonly data: string; readonly headerRow: number };

/** Independent readers of annotated workbooks. exceljs does not read links within a workbook. */
export const annotatedReaders = [
  {
    by: 'openpyxl',
    seesLinks: true,
    here: openpyxl !== null,
    read: async (path: string, { list, data, headerRow }: Where) =>
      Annotated.parse(JSON.parse(await askPython('read-annotated.py', [path, list ?? '', data, `${headerRow}`]))),
  },
  { by: 'exceljs', seesLinks: false, here: true, read: readByExceljs },
] as const;

async function readByExceljs(path: string, { list, data, headerRow }: Where): Promise<Annotated> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path, { ignoreNodes: ['dataValidations'] });
  const lines: Annotated['lines'] = [];
  book.getWorksheet(list ?? '')?.eachRow((row) => {
    if (typeof row.getCell(1).value !== 'number') return;
    lines.push({ severity: row.getCell(2).text, place: row.getCell(3).text, detail: row.getCell(7).text });
  });
  const marked: Annotated['marked'] = [];
  book.getWorksheet(data)?.eachRow((row, number) => {
    if (number <= headerRow) return;
    row.eachCell({ includeEmpty: true }, (cell) => {
      const fill =
        cell.fill?.type === 'pattern' && cell.fill.pattern === 'solid' ? (cell.fill.fgColor?.argb ?? null) : null;
      const note =
        typeof cell.note === 'string' ? cell.note : (cell.note?.texts?.map(({ text }) => text).join('') ?? null);
      if (fill !== null || note !== null) marked.push({ place: cell.address, fill, note });
    });
  });
  return { lines, marked };
}

/** Changes cells in the file itself, as an officer repairs a workbook; everything else stays. */
export async function repair(
  path: string,
  sheet: string,
  edits: readonly (readonly [place: string, value: string | number | null])[],
): Promise<Uint8Array<ArrayBuffer>> {
  if (openpyxl !== null) await askPython('edit-workbook.py', [], JSON.stringify({ path, sheet, edits }));
  else {
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    for (const [place, value] of edits) Object.assign(book.getWorksheet(sheet)?.getCell(place) ?? {}, { value });
    await book.xlsx.writeFile(path);
  }
  return new Uint8Array(await readFile(path));
}
