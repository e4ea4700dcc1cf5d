import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { readEntryText, zipEntries } from '../../lib/adapters/excel/zip/zip-entries.ts';
import { type SyntheticRow, syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';
import type { RowCounts } from '../../schemas/collection/delivery.ts';
import type { Finding } from '../../schemas/collection/finding.ts';
import { createDeliveryRoute, downloadAnnotatedRoute, downloadTemplateRoute } from '../../schemas/collection/routes.ts';
import { queryRecordsRoute } from '../../schemas/records/routes.ts';
import { buildOle } from '../adapters/xlsx/build-ole.ts';
import { buildZip } from '../adapters/xlsx/build-zip.ts';
import { callerWithRole } from '../api/invoke.ts';
import { ask, deliver, findingsOf, runCollection, settled } from '../running/running-collection.ts';
import { recordText, createExpectedRecord } from './registered.ts';

const today = '2020-12-01';
const each = 6;

/** A dataset with its officer, and new rows for every workbook. */
function createFixture(dataset: string) {
  const found = seedDatasets().find((seed) => seed.dataset === dataset);
  if (found === undefined) throw new Error(`no seed ${dataset}`);
  const { content } = found;
  const rows = syntheticRows(content, seedCodeLists(), { seed: 41, count: 10_000, today });
  return {
    dataset,
    content,
    officer: { ...callerWithRole('provider', 'officer-1'), department: content.metadata.provider },
    registered: createExpectedRecord(content, today),
    /** The next undelivered rows that satisfy `wanted`. */
    fresh: (wanted: (row: SyntheticRow) => boolean = () => true) => {
      const given: SyntheticRow[] = [];
      for (let next = rows.next(); !next.done; next = rows.next()) {
        if (wanted(next.value)) given.push(next.value);
        if (given.length === each) return given;
      }
      throw new Error('no more rows');
    },
  };
}

const fixtures = new Map(
  ['resident-id-cards', 'credit-reports', 'business-positions', 'housing-provident-fund'].map((dataset) => [
    dataset,
    createFixture(dataset),
  ]),
);

type Sheet = ExcelJS.Worksheet;
type Given = {
  readonly content: DatasetContent;
  readonly rows: readonly SyntheticRow[];
  readonly labels: readonly string[];
};

type Odd = {
  readonly name: string;
  readonly dataset?: string;
  /** Which rows the workbook needs; any rows when left out. */
  readonly wanted?: (row: SyntheticRow) => boolean;
  readonly book: (given: Given) => Promise<Uint8Array>;
  readonly status?: 'published' | 'returned';
  readonly reason?: string;
  /** Row, column, code and the expected words of the sentence. */
  readonly findings?: readonly (readonly [row: number | null, column: string | null, code: string, says?: string])[];
  readonly rowCounts?: Partial<RowCounts>;
  /** The rows whose records are expected, as typed; all of them by default. */
  readonly held?: (rows: readonly SyntheticRow[]) => readonly SyntheticRow[];
};

/** A workbook of one sheet, 数据, filled by hand. */
function sheetWith(fill: (sheet: Sheet, given: Given, book: ExcelJS.Workbook) => void): Odd['book'] {
  return async (given) => {
    const book = new ExcelJS.Workbook();
    fill(book.addWorksheet('数据'), given, book);
    return new Uint8Array(await book.xlsx.writeBuffer());
  };
}

/** Header in row 1, rows from row 2 on, then `change`. */
function plainThen(oddly: (sheet: Sheet, given: Given, book: ExcelJS.Workbook) => void): Odd['book'] {
  return sheetWith((sheet, given, book) => {
    fillPlain(sheet, given);
    oddly(sheet, given, book);
  });
}

function fillPlain(sheet: Sheet, { labels, rows, content }: Given): void {
  sheet.addRow([...labels]);
  for (const row of rows) sheet.addRow(valuesOf(row, content));
}

function valuesOf(row: SyntheticRow, content: DatasetContent): (string | number | null)[] {
  return content.fields.map(({ key }) => row[key] ?? null);
}

/** Changes the workbook's parts and zips them again. */
async function repacked(
  book: Promise<Uint8Array>,
  change: (name: string, text: string) => string,
  more: readonly { readonly name: string; readonly content: string }[] = [],
): Promise<Uint8Array> {
  const parts = zipEntries(await book).map((entry) => ({
    name: entry.name,
    content: change(entry.name, readEntryText(entry)),
  }));
  return buildZip([...parts, ...more]);
}

const wide = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000');
const wrongId = (row: SyntheticRow | undefined) =>
  String(row?.['id_number']).replace(/.$/, (last) => (last === '1' ? '2' : '1'));
const bornIn1900s = (row: SyntheticRow) => String(row['id_number']).startsWith('19', 6);
const withoutFirst = (rows: readonly SyntheticRow[]) => rows.slice(1);

// resident-id-cards:  A 姓名*  B 性别*  C 民族  D 出生日期*  E 住址  F 公民身份证号码*  G 签发机关  H 有效期限
const odd: readonly Odd[] = [
  {
    name: 'a title and a note above, columns in another order, stars, brackets, blanks and line breaks in the header',
    book: sheetWith((sheet, { rows, content, labels }) => {
      const [name = '', sex = '', group = '', birth = '', address = '', id = '', authority = '', validity = ''] =
        labels;
      sheet.getCell('A1').value = '漯河市居民身份证信息报送表';
      sheet.mergeCells('A1:H1');
      sheet.getCell('A2').value = '填报单位：市公安局\u3000填报日期：２０２０年１２月１日';
      sheet.getRow(4).values = [
        `\u3000${validity.split('').join(' ')} `,
        `${authority}（选填）`,
        `*${id}`,
        address,
        `${birth.slice(0, 2)}\n${birth.slice(2)}`,
        `＊${group}`,
        `${sex}（必填）`,
        `★ ${name}`,
      ];
      rows.forEach((row, i) => (sheet.getRow(5 + i).values = valuesOf(row, content).toReversed()));
      sheet.getCell('C8').value = wrongId(rows[3]);
    }),
    findings: [[8, 'C', 'citizen-id-check-character', '公民身份证号码']],
    rowCounts: { read: 6, new: 5, rejected: 1 },
    held: (rows) => rows.filter((_, i) => i !== 3),
  },
  {
    name: 'full-width digits, signs and blanks in the header',
    dataset: 'credit-reports',
    book: plainThen((sheet, { labels }) => (sheet.getRow(1).values = labels.map(wide))),
  },
  {
    name: 'blank rows and a row of spaces in between, and a counter in front',
    book: sheetWith((sheet, { rows, content, labels }) => {
      sheet.getRow(1).values = ['序号', ...labels];
      [2, 5, 6, 40, 41, 1203].forEach(
        (number, i) => (sheet.getRow(number).values = [i + 1, ...valuesOf(rows[i] ?? {}, content)]),
      );
      sheet.getRow(3).values = [' ', '\u3000', ' ', '\u00a0'];
      sheet.getCell('G41').value = wrongId(rows[4]);
    }),
    findings: [[41, 'G', 'citizen-id-check-character']],
    rowCounts: { read: 6, new: 5, rejected: 1 },
    held: (rows) => rows.filter((_, i) => i !== 4),
  },
  {
    name: 'a filter is on and rows are hidden, grouped columns too',
    book: plainThen((sheet, { rows }) => {
      sheet.autoFilter = 'A1:H7';
      for (const row of [3, 4, 6]) sheet.getRow(row).hidden = true;
      sheet.getColumn(5).hidden = true;
      sheet.getCell('F6').value = wrongId(rows[4]);
    }),
    findings: [
      [6, 'F', 'citizen-id-check-character'],
      [null, null, 'hidden-rows-read', '3 行数据被筛选或隐藏，已与其他行一并归集：第 3–4、6 行'],
      [null, null, 'hidden-columns-read', '“住址”'],
    ],
    rowCounts: { read: 6, new: 5, rejected: 1 },
    held: (rows) => rows.filter((_, i) => i !== 4),
  },
  {
    name: 'cells formatted down to row 50,000 that hold nothing',
    book: plainThen((sheet) => {
      for (let row = 8; row <= 50_000; row += 1)
        for (const column of ['A', 'H']) sheet.getCell(`${column}${row}`).border = { top: { style: 'thin' } };
    }),
  },
  {
    name: 'an optional column merged over two rows',
    book: plainThen((sheet) => sheet.mergeCells('C3:C4')),
    findings: [
      [3, 'C', 'merged-cell-filled', '第 3 行'],
      [4, 'C', 'merged-cell-filled', '第 3 行'],
    ],
    rowCounts: { read: 6, new: 6, warnings: 2 },
    held: (rows) => rows.map((row, i) => (i === 2 ? { ...row, ethnic_group: rows[1]?.['ethnic_group'] ?? null } : row)),
    wanted: (row) => row['ethnic_group'] !== null,
  },
  {
    name: 'a required column merged over two rows',
    book: plainThen((sheet) => sheet.mergeCells('A3:A4')),
    findings: [
      [4, 'A', 'required-cell-empty', '姓名'],
      [3, 'A', 'merged-cell', '第 3 行'],
      [4, 'A', 'merged-cell', '第 3 行'],
    ],
    rowCounts: { read: 6, new: 5, rejected: 1 },
    held: (rows) => rows.filter((_, i) => i !== 2),
  },
  {
    name: 'formulas count by the values they were saved with',
    book: plainThen((sheet, { rows }) => {
      rows.forEach((row, i) => {
        sheet.getCell(i + 2, 1).value = { formula: `VLOOKUP(F${i + 2},户籍!A:B,2,0)`, result: String(row['name']) };
        sheet.getCell(i + 2, 4).value = {
          formula: `DATE(MID(F${i + 2},7,4),MID(F${i + 2},11,2),MID(F${i + 2},13,2))`,
          result: new Date(`${row['birth_date'] ?? ''}T00:00:00Z`),
        };
        sheet.getCell(i + 2, 4).numFmt = 'yyyy-mm-dd';
      });
    }),
  },
  {
    name: 'formulas that failed',
    book: plainThen((sheet) => {
      sheet.getCell('A2').value = { error: '#N/A' };
      sheet.getCell('D3').value = { formula: 'DATE(1,2)', result: { error: '#VALUE!' } };
      sheet.getCell('E3').value = { formula: 'A99/0', result: { error: '#DIV/0!' } };
    }),
    findings: [
      [2, 'A', 'error-cell', '姓名'],
      [3, 'D', 'error-cell', '出生日期'],
      [3, 'E', 'error-cell', '住址'],
    ],
    rowCounts: { read: 6, new: 4, rejected: 2 },
    held: (rows) => rows.slice(2),
  },
  {
    name: 'formulas saved without their results, in an optional column too',
    book: (given) =>
      repacked(plainThen(() => undefined)(given), (name, text) =>
        name === 'xl/worksheets/sheet1.xml'
          ? text.replace(/<c r="(A2|E3)"[^>]*>.*?<\/c>/g, '<c r="$1"><f>VLOOKUP(F2,户籍!A:B,2,0)</f><v></v></c>')
          : text,
      ),
    findings: [
      [2, 'A', 'formula-not-computed', '在 Excel 或 WPS 中打开原文件'],
      [3, 'E', 'formula-not-computed', '住址'],
    ],
    rowCounts: { read: 6, new: 4, rejected: 2 },
    held: (rows) => rows.slice(2),
  },
  {
    name: 'days typed in every way that is in use',
    book: plainThen((sheet, { rows }) => {
      rows.forEach((row, i) => {
        const [year = '', month = '', day = ''] = String(row['birth_date']).split('-');
        const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
        const cell = sheet.getCell(i + 2, 4);
        cell.value =
          [
            date,
            `${year}/${Number(month)}/${Number(day)}`,
            `${year}年${Number(month)}月${Number(day)}日`,
            Number(`${year}${month}${day}`),
            `${year}.${month}.${day}`,
            (date.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000,
          ][i] ?? null;
        cell.numFmt = i === 0 ? 'yyyy"年"m"月"d"日"' : 'General';
      });
    }),
  },
  {
    name: 'a date in a column of text, a number in one, and styled pieces of text',
    book: plainThen((sheet) => {
      Object.assign(sheet.getCell('E2'), { value: new Date('2019-05-04T00:00:00Z'), numFmt: 'yyyy-mm-dd' });
      sheet.getCell('E3').value = 4620;
      sheet.getCell('E4').value = { richText: [{ text: '源汇区' }, { font: { bold: true }, text: '人民路1号' }] };
    }),
    findings: [[2, 'E', 'date-made-by-excel', '“文本”格式']],
    rowCounts: { read: 6, new: 5, rejected: 1 },
    held: (rows) =>
      rows.slice(1).map((row, i) => (i > 1 ? row : { ...row, address: ['4620', '源汇区人民路1号'][i] ?? null })),
  },
  {
    name: 'id numbers typed as numbers: 15 digits are whole, of 18 the last three are lost',
    book: plainThen((sheet, { rows }) => {
      const id = (i: number) => String(rows[i]?.['id_number']);
      sheet.getCell('F2').value = Number(`${id(0).slice(0, 17)}0`);
      sheet.getCell('F3').value = Number(id(1).slice(0, 6) + id(1).slice(8, 17));
    }),
    wanted: bornIn1900s,
    findings: [
      [2, 'F', 'id-number-digits-lost', '“文本”格式'],
      [3, 'F', 'citizen-id-old-form'],
    ],
    rowCounts: { read: 6, new: 5, rejected: 1, warnings: 1, errors: 1 },
    held: withoutFirst,
  },
  {
    name: 'registration numbers of 15 digits typed as numbers',
    dataset: 'business-positions',
    book: plainThen((sheet, { rows }) =>
      rows.forEach((row, i) => (sheet.getCell(i + 2, 2).value = Number(row['registration_number']))),
    ),
    wanted: (row) => /^\d{15}$/.test(String(row['registration_number'])),
  },
  {
    name: 'a hidden first sheet with last year’s rows',
    book: async ({ rows, ...given }) => {
      const book = new ExcelJS.Workbook();
      fillPlain(book.addWorksheet('去年', { state: 'hidden' }), { rows: rows.slice(0, 3), ...given });
      fillPlain(book.addWorksheet('今年'), { rows: rows.slice(3), ...given });
      return new Uint8Array(await book.xlsx.writeBuffer());
    },
    findings: [[null, null, 'hidden-sheet-left-out', '隐藏的工作表“去年”']],
    rowCounts: { read: 3, new: 3, warnings: 1 },
    held: (rows) => rows.slice(3),
  },
  {
    name: 'the rows stand in a hidden sheet only',
    book: async (given) => {
      const book = new ExcelJS.Workbook();
      book.addWorksheet('封面').getCell('A1').value = '漯河市公安局报送';
      fillPlain(book.addWorksheet('数据', { state: 'veryHidden' }), given);
      return new Uint8Array(await book.xlsx.writeBuffer());
    },
    findings: [[null, null, 'hidden-sheet-read', '隐藏的工作表“数据”']],
    rowCounts: { read: 6, new: 6, warnings: 1 },
  },
  {
    name: 'two sheets with rows are read as one table',
    book: async ({ rows, ...given }) => {
      const book = new ExcelJS.Workbook();
      fillPlain(book.addWorksheet('源汇区'), { rows: rows.slice(0, 2), ...given });
      fillPlain(book.addWorksheet('郾城区'), { rows: rows.slice(2), ...given });
      return new Uint8Array(await book.xlsx.writeBuffer());
    },
    findings: [[null, null, 'several-sheets-read', '工作表“源汇区”、“郾城区”的表头相同']],
    rowCounts: { read: 6, new: 6, warnings: 1 },
  },
  {
    name: 'a sheet protected against changes',
    book: async (given) => {
      const book = new ExcelJS.Workbook();
      const sheet = book.addWorksheet('数据');
      fillPlain(sheet, given);
      await sheet.protect('protected', {});
      return new Uint8Array(await book.xlsx.writeBuffer());
    },
  },
  {
    name: 'a column without a header is left out',
    book: plainThen((sheet) => (sheet.getCell('I4').value = '备注')),
    findings: [[null, 'I', 'column-without-header', 'I 列']],
    rowCounts: { read: 6, new: 6, warnings: 1 },
  },
  {
    name: 'a column is missing',
    book: plainThen((sheet) => sheet.spliceColumns(5, 1)),
    status: 'returned',
    reason: 'columns-differ',
    findings: [[null, null, 'column-missing', '“住址”']],
  },
  {
    name: 'a column that is not of the dataset',
    book: plainThen((sheet) => (sheet.getCell('I1').value = '手机号码')),
    findings: [[null, 'I', 'column-unknown', 'I 列的表头不是本信息资源的信息项']],
    rowCounts: { read: 6, new: 6, warnings: 1 },
  },
  {
    name: 'a column twice, once by its other name',
    book: plainThen((sheet) => (sheet.getCell('I1').value = '身份证号')),
    status: 'returned',
    reason: 'columns-differ',
    findings: [[null, 'I', 'column-doubled', 'I 列与 F 列都是“公民身份证号码”']],
  },
  {
    name: 'no header at all',
    book: plainThen((sheet) => sheet.spliceRows(1, 1)),
    status: 'returned',
    reason: 'columns-differ',
    findings: [[null, null, 'header-row-not-found', '“居民身份证信息”的表头']],
  },
  {
    name: 'a workbook with macros by another name',
    book: (given) =>
      repacked(
        plainThen(() => undefined)(given),
        (name, text) =>
          name === '[Content_Types].xml'
            ? text.replace(
                'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
                'vnd.ms-excel.sheet.macroEnabled.main+xml',
              )
            : text,
        [{ name: 'xl/vbaProject.bin', content: 'macro' }],
      ),
    status: 'returned',
    reason: 'macro-workbook',
    findings: [[null, null, 'macro-workbook', '另存为不含宏的']],
  },
  {
    name: 'a workbook with a password to open it',
    book: async () => buildOle(['EncryptionInfo', 'EncryptedPackage', '\u0006DataSpaces']),
    status: 'returned',
    reason: 'encrypted',
    findings: [[null, null, 'encrypted', '清除打开密码']],
  },
  {
    name: 'the template, its hint row sorted into the middle',
    book: async ({ content, rows }) => {
      const { book, sheet } = await template('resident-id-cards');
      const hint = sheet.getRow(2).values;
      [...rows.slice(0, 3), null, ...rows.slice(3)].forEach(
        (row, i) => (sheet.getRow(i + 2).values = row === null ? hint : valuesOf(row, content)),
      );
      return new Uint8Array(await book.xlsx.writeBuffer());
    },
  },
  {
    name: 'the template, a field’s column deleted',
    book: async ({ content, rows }) => {
      const { book, sheet } = await template('resident-id-cards');
      rows.forEach((row, i) => (sheet.getRow(i + 3).values = valuesOf(row, content)));
      sheet.spliceColumns(3, 1);
      return new Uint8Array(await book.xlsx.writeBuffer());
    },
    status: 'returned',
    reason: 'columns-differ',
    findings: [[null, null, 'column-missing', '“民族”']],
  },
  {
    name: 'another dataset’s template',
    book: async () => new Uint8Array(await (await template('vehicles')).book.xlsx.writeBuffer()),
    status: 'returned',
    reason: 'columns-differ',
    findings: [[null, null, 'other-dataset-template', '不是“居民身份证信息”的模板']],
  },
];

/** Opens a downloaded template without its drop-downs, which make exceljs slow. */
async function template(dataset: string, version?: number): Promise<{ book: ExcelJS.Workbook; sheet: Sheet }> {
  const officer = callerWithRole('provider');
  const file = z.instanceof(Buffer).parse(
    await ask(downloadTemplateRoute, {
      params: { dataset },
      query: version === undefined ? {} : { version: `${version}` },
      caller: officer,
    }),
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(file).buffer, { ignoreNodes: ['dataValidations'] });
  const [sheet] = book.worksheets;
  if (sheet === undefined) throw new Error('the template has no sheet');
  return { book, sheet };
}

let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  running = await runCollection();
  await running.startWorker();
});
afterAll(() => running.close());

describe('an officer’s own workbook', () => {
  test.each(odd)(
    '$name',
    async ({
      dataset = 'resident-id-cards',
      wanted,
      book,
      status = 'published',
      reason,
      findings = [],
      rowCounts,
      held,
    }) => {
      const fixture = fixtures.get(dataset) ?? createFixture(dataset);
      const { content, officer } = fixture;
      const rows = fixture.fresh(wanted);
      const delivery = await settled(
        await deliver(
          dataset,
          'increment',
          new Uint8Array(await book({ content, rows, labels: content.fields.map(({ label }) => label) })),
          officer,
        ),
        officer,
      );
      const said = await findingsOf(delivery, officer);
      expect(said.map(({ row, column, code }) => [row ?? null, column ?? null, code])).toEqual(
        findings.map(([row, column, code]) => [row, column, code]),
      );
      findings.forEach(([, , , says = ''], i) => expect(said[i]?.detail).toContain(says));
      expect([delivery.status, delivery.reason?.code]).toEqual([status, reason]);
      const registered = status === 'returned' ? [] : (held?.(rows) ?? rows);
      if (status === 'published')
        expect(delivery.rowCounts).toMatchObject(
          rowCounts ?? { read: each, new: each, rejected: 0, errors: 0, warnings: 0 },
        );
      for (const row of rows) {
        const key = Object.fromEntries(content.key.map((name) => [name, String(row[name])]));
        const answer = queryRecordsRoute.answer.body.parse(
          await ask(queryRecordsRoute, { params: { dataset }, body: JSON.stringify({ key }), caller: officer }),
        );
        const expected = registered
          .filter((one) => content.key.every((name) => one[name] === row[name]))
          .map((one) => recordText(fixture.registered(one)));
        expect(answer.items.map(({ values }) => recordText(values))).toEqual(expected);
      }
      if (delivery.annotated !== 'ready')
        return expect([
          findings.length === 0 || said.every(({ sheet }) => sheet === undefined),
          delivery.annotated,
        ]).toEqual([true, 'none']);

      // What comes back marked shows the same faults in the same cells when it is handed in unrepaired.
      const { url } = downloadAnnotatedRoute.answer.body.parse(
        await ask(downloadAnnotatedRoute, { params: { delivery: delivery.id }, query: {}, caller: officer }),
      );
      const again = await settled(
        await deliver(dataset, 'increment', new Uint8Array(await (await fetch(url)).arrayBuffer()), officer),
        officer,
      );
      // A formula is not kept: where it had no result, the marked workbook shows an error.
      const places = (all: readonly Finding[]) =>
        all.map(
          ({ row, column, code }) =>
            `${column ?? ''}${row ?? ''} ${code === 'formula-not-computed' ? 'error-cell' : code}`,
        );
      expect(places(await findingsOf(again, officer))).toEqual(places(said));
    },
  );

  test('a file name with a macro extension is refused before the upload', async () => {
    const body = JSON.stringify({ mode: 'full', fileName: '身份证.xlsm', size: 1000 });
    await expect(
      ask(createDeliveryRoute, { params: { dataset: 'resident-id-cards' }, body, caller: callerWithRole('provider') }),
    ).rejects.toThrow('file-type-not-accepted');
  });
});
