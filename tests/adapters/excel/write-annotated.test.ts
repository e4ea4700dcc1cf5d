import { Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamAnnotated, writeAnnotated } from '../../../lib/adapters/excel/annotated/write-annotated.ts';
import { streamFailedRows } from '../../../lib/adapters/excel/annotated/write-failed-rows.ts';
import { readEntryText, zipEntries } from '../../../lib/adapters/excel/zip/zip-entries.ts';
import type { AnnotationOrder } from '../../../lib/collection/annotate/annotation-orders.ts';
import { buildMarks, readMarks } from '../../../lib/collection/template/marks.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import { at, buildOrder, byRow, columns, each, findings, sheet, spec, version } from './annotation-fixture.ts';
import { bytesOf, cellsByRow, readBack, rowsOf } from './read-back.ts';
import { askOpenpyxl, libreOffice, openpyxl, saveWithLibreOffice } from './reference-programs.ts';

async function annotated(...given: Parameters<typeof buildOrder>): Promise<Uint8Array> {
  return await bytesOf(streamAnnotated(await buildOrder(...given)));
}

/** The lines of the list below its header. */
async function readList(bytes: Uint8Array, name = '问题清单'): Promise<Cell[][]> {
  const rows = [...(await cellsByRow(await readBack(bytes), name)).values()];
  return rows.slice(rows.findIndex((cells) => cells[0] === '序号') + 1);
}

describe('an annotated workbook, read by our own reader', async () => {
  const bytes = await annotated();

  test('has the list first, then the officer’s own sheet', async () => {
    expect((await readBack(bytes)).sheets.map(({ name }) => name)).toEqual(['问题清单', '登记表']);
  });

  test('shows every row at its own number, each value as it was', async () => {
    const rows = await cellsByRow(await readBack(bytes), '登记表');
    expect([...rows]).toEqual([
      [1, ['捕捞许可证登记表']],
      [3, ['持有人', '许可证编号', '备注', '身份证号', '发证日期']],
      [4, ['王芳', 'A-1', 'x', '41110219900307001X', { date: '2020-11-30' }]],
      [6, ['李强', 'A-1', null, { number: '411102199003070010' }, 41_000]],
      [9, [null, 'A-3']],
    ]);
  });

  test('lists errors before reminders, each with its cell', async () => {
    expect(await readList(bytes)).toEqual([
      [1, '错误', 'C3', 3, 'C', null, 'column-unknown：请改正。'],
      [2, '错误', 'D6', 6, 'D', '身份证号', 'id-number-digits-lost：请改正。'],
      [3, '错误', 'B6', 6, 'B', '许可证编号', 'duplicate-key：请改正。'],
      [4, '错误', 'A9', 9, 'A', '持有人', 'required-cell-empty：请改正。'],
      [5, '错误', 'A9', 9, 'A', null, 'none-filled：请改正。'],
      [6, '提醒', '整个文件', null, null, '工作表“登记表”', 'template-altered：请改正。'],
      [7, '提醒', 'D6', 6, 'D', '身份证号', 'citizen-id-age：请改正。'],
      [8, '提醒', 'E6', 6, 'E', '发证日期', 'date-unlikely：请改正。'],
    ]);
  });

  test('counts the findings by field and kind above the list', async () => {
    const rows = [...(await cellsByRow(await readBack(bytes), '问题清单')).values()];
    const from = rows.findIndex((cells) => cells[0] === '汇总');
    expect(rows.slice(from + 1, from + 5)).toEqual([
      [null, '错误', 1, null, null, null, '多出列'],
      [null, '错误', 1, '第 6 行', null, '身份证号', '长号码被存成数字'],
      [null, '错误', 1, '第 6 行', null, '许可证编号', '记录重复且内容不同'],
      [null, '错误', 1, '第 9 行', null, '持有人', '必填项为空'],
    ]);
  });
});

test('equal reminders are one line with their count and first rows, and each cell is still marked', async () => {
  const rows = Array.from({ length: 157 }, (_, i) => ({ row: 4 + i, cells: ['王芳', `A-${i}`] }));
  const odd = rows.map(({ row }) => at(row, 'B', 'local-number-form', { severity: 'warning', field: 'licence' }));
  const wrong = rows.slice(0, 39).map(({ row }) => at(row, 'A', 'required-cell-empty'));
  const bytes = await annotated({ general: [], maxNotes: 1_000 }, [...wrong, ...odd], rows);
  const list = await readList(bytes);
  expect(list).toHaveLength(40);
  expect(list.at(-1)).toEqual([
    40,
    '提醒',
    'B4',
    4,
    'B',
    null,
    'local-number-form：请改正。（同样的提醒共 157 处：第 4、5、6、7、8 行等）',
  ]);
  const comments = zipEntries(bytes).find(({ name }) => name === 'xl/comments1.xml');
  expect(comments === undefined ? 0 : readEntryText(comments).match(/<comment /g)?.length).toBe(196);
});

/** Fills, notes, link targets and drop-downs, as a spreadsheet program sees them. */
const look = `
fills = {'FFFFB3B3': 'error', 'FFFFEB9C': 'warning'}
def seen(name):
  cells = [c for row in book[name].iter_rows() for c in row]
  return {'marked': {c.coordinate: fills[c.fill.fgColor.rgb] for c in cells if c.fill.fgColor.rgb in fills},
          'notes': {c.coordinate: c.comment.text for c in cells if c.comment},
          'validations': sorted([[str(d.sqref), d.type] for d in book[name].data_validations.dataValidation])}
listed = book.worksheets[0]
print(json.dumps({'sheets': {s.title: seen(s.title) for s in book},
  'links': [c.hyperlink.location for c in listed['C'] if c.hyperlink],
  'filter': listed.auto_filter.ref, 'formulas': [c.value for c in listed['C'] if c.data_type == 'f']}))`;

const seen = {
  sheets: {
    登记表: {
      marked: { D6: 'error', E6: 'warning', B6: 'error', A9: 'error' },
      notes: {
        D6: '【错误】id-number-digits-lost：请改正。\n【提醒】citizen-id-age：请改正。',
        E6: '【提醒】date-unlikely：请改正。',
        B6: '【错误】duplicate-key：请改正。',
        A9: '【错误】required-cell-empty：请改正。\n【错误】none-filled：请改正。',
      },
      validations: [],
    },
  },
  links: ['C3', 'D6', 'B6', 'A9', 'A9', 'D6', 'E6'].map((cell) => `'登记表'!${cell}`),
  filter: 'A18:G26',
  formulas: [],
};

test.skipIf(openpyxl === null)(
  'openpyxl finds exactly the faulty cells coloured and noted, and a link to each (needs openpyxl)',
  async () => {
    expect(await askOpenpyxl(await annotated(), look)).toMatchObject(seen);
  },
);

test.skipIf(openpyxl === null || !libreOffice)(
  'LibreOffice opens an annotated workbook and keeps fills and notes (needs LibreOffice and openpyxl)',
  async () => {
    const saved = await saveWithLibreOffice(await annotated());
    const { marked, notes } = seen.sheets.登记表;
    expect(await askOpenpyxl(saved, look)).toMatchObject({
      sheets: { 登记表: { marked, notes } },
      links: seen.links,
      filter: seen.filter,
    });
  },
);

describe('at the edges', () => {
  test('a fault at an empty cell far to the right, and one in a row that holds nothing', async () => {
    const bytes = await annotated({}, [at(5, 'AB', 'beyond'), at(12, 'A', 'after-the-last')]);
    expect((await readList(bytes)).map((cells) => cells[2])).toEqual(['C3', 'AB5', 'A12', '整个文件']);
  });

  test.skipIf(openpyxl === null)('they are coloured and noted where they are (needs openpyxl)', async () => {
    const faults = [at(5, 'AB', 'beyond'), at(12, 'A', 'after-the-last', { severity: 'warning' })];
    const bytes = await annotated({}, faults);
    expect(await askOpenpyxl(bytes, look)).toHaveProperty('sheets.登记表', {
      marked: { AB5: 'error', A12: 'warning' },
      notes: { AB5: '【错误】beyond：请改正。', A12: '【提醒】after-the-last：请改正。' },
      validations: seen.sheets.登记表.validations,
    });
  });

  test.each([
    ['History', ['问题清单', 'History']],
    ['一"二<三', ['问题清单', '一"二<三']],
    ['问题清单 ', ['问题清单', '问题清单 ']],
  ])('a sheet that the officer has called %s', async (sheetName, names) => {
    const workbook = await readBack(await annotated({ sheetName }));
    expect(workbook.sheets.map(({ name }) => name)).toEqual(names);
  });

  test('no header was found: the file is listed, the rows stand as they were', async () => {
    const bytes = await annotated(
      {
        headerRow: 0,
        columns: [-1, -1, -1, -1, -1],
        general: [at(undefined, undefined, 'header-row-not-found')],
      },
      [],
    );
    expect(await readList(bytes)).toEqual([
      [1, '错误', '整个文件', null, null, '工作表“登记表”', 'header-row-not-found：请改正。'],
    ]);
    expect((await rowsOf(await readBack(bytes), '登记表')).length).toBe(sheet.length);
  });

  test('a source that fails midway fails the writing, and the output is closed', async () => {
    const output = new Writable({ write: (_chunk, _encoding, done) => done() });
    const order = await buildOrder();
    const source: AnnotationOrder['workbook']['source'] = {
      ...order.workbook.source,
      // oxlint-disable-next-line require-yield
      stream: async function* stream() {
        throw new Error('the file ends here');
      },
    };
    const failing = { ...order, workbook: { ...order.workbook, source } };
    await expect(writeAnnotated(failing, output)).rejects.toThrow('the file ends here');
    expect(output.destroyed).toBe(true);
  });
});

test('more links than Excel allows become formulas, and every one is there', async () => {
  const rows = Array.from({ length: 65_010 }, (_, i) => ({ row: 4 + i, cells: ['王芳'] }));
  const bytes = await annotated(
    { maxNotes: 10 },
    rows.map(({ row }) => at(row, 'A', 'wrong')),
    rows,
  );
  const list = await readList(bytes);
  expect(list.length).toBe(65_012);
  expect(list.at(-2)?.slice(0, 4)).toEqual([65_011, '错误', 'A65013', 65_013]);
  const xml = zipEntries(bytes)
    .filter(({ name }) => name === 'xl/worksheets/sheet2.xml')
    .map(readEntryText)
    .join('');
  const formulas = [...xml.matchAll(/<f>(.*?)<\/f>/g)].map(([, formula]) => formula);
  expect(xml.match(/<hyperlink /g)?.length).toBe(65_000);
  expect(formulas.length).toBe(11); //                    of 65,012 findings, one is about the whole file
  expect(formulas.at(-1)).toBe(`HYPERLINK(&quot;#'登记表'!A65013&quot;,&quot;A65013&quot;)`);
});

describe('the failed rows alone', async () => {
  const order = {
    spec,
    columns,
    rows: each([sheet]),
    findingsByRow: each(byRow(findings)),
    findings: findings.length,
    maxRows: 100,
    maxNotes: 100,
  };
  const bytes = await bytesOf(streamFailedRows(order));

  test('stand in the template’s form and order', async () => {
    const workbook = await readBack(bytes);
    const rows = await rowsOf(workbook, '数据');
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['数据', '填写说明', '_guiji']);
    expect(rows.slice(2).map(({ row, cells }) => [row, ...cells])).toEqual([
      [3, 'A-1', '李强', { number: '411102199003070010' }, 41_000],
      [4, 'A-3'],
    ]);
    expect(readMarks(workbook.properties, [])).toEqual(buildMarks(version));
  });

  test('only so many', async () => {
    const one = await bytesOf(
      streamFailedRows({ ...order, rows: each([sheet]), findingsByRow: each(byRow(findings)), maxRows: 1 }),
    );
    expect((await rowsOf(await readBack(one), '数据')).map(({ row }) => row)).toEqual([1, 2, 3]);
  });

  test('a row with warnings only has passed and is not there', async () => {
    const warned = byRow([at(4, 'A', 'odd', { severity: 'warning' })]);
    const none = await bytesOf(streamFailedRows({ ...order, rows: each([sheet]), findingsByRow: each(warned) }));
    expect((await rowsOf(await readBack(none), '数据')).length).toBe(2);
  });

  test.skipIf(openpyxl === null)('are coloured and noted, each saying where it stood (needs openpyxl)', async () => {
    expect(await askOpenpyxl(bytes, look)).toMatchObject({
      sheets: {
        数据: {
          marked: { C3: 'error', D3: 'warning', A3: 'error', B4: 'error', A4: 'error' },
          notes: {
            C3: '原文件第 6 行\n【错误】id-number-digits-lost：请改正。\n【提醒】citizen-id-age：请改正。',
            A4: '原文件第 9 行\n【错误】none-filled：请改正。',
          },
          validations: [
            ['D3:D50002', 'date'],
            ['E3:E50002', 'list'],
          ],
        },
      },
    });
  });
});

describe('whatever a cell holds', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('_x000D_', 'a\r\nb', ' 空格 ', '<&>"\'', '\u0001', '𠮷野', '=1+1', '00123', '-'),
  );
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    text.filter((value) => value !== ''),
    fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })
      .map((value) => Number(value.toPrecision(15))),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom<Cell>(
      { error: '#N/A' },
      { error: '#DIV/0!' },
      { date: '1900-03-01' },
      { date: '2020-02-29' },
      { date: '9999-12-31' },
      { date: '2020-11-30T08:30:00' },
      { date: '08:30:00' },
    ),
    fc.constant(null),
  );

  test('it is read back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 20 }), async (cells) => {
        const rows = cells.map((values, i) => ({ row: 4 + i, cells: values }));
        const bytes = await annotated({}, [], rows);
        const written = await cellsByRow(await readBack(bytes), '登记表');
        for (const { row, cells: values } of rows) {
          const wanted = values.slice(0, values.findLastIndex((value) => value !== null) + 1);
          expect(written.get(row) ?? []).toEqual(wanted.map((value) => (value === 0 ? 0 : value)));
        }
      }),
      { numRuns: 40 },
    );
  });
});
