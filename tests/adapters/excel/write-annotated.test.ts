import { Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamAnnotated, writeAnnotated } from '../../../lib/adapters/excel/annotated/write-annotated.ts';
import { streamFailedRows } from '../../../lib/adapters/excel/annotated/write-failed-rows.ts';
import { readEntryText, zipEntries } from '../../../lib/adapters/excel/zip/zip-entries.ts';
import type { AnnotationOrder } from '../../../lib/collection/annotate/annotation-orders.ts';
import { buildAnnotationText } from '../../../lib/collection/annotate/annotation-text.ts';
import { buildTemplate } from '../../../lib/collection/template/build-template.ts';
import { buildMarks, readMarks } from '../../../lib/collection/template/marks.ts';
import type { Cell, SheetRow } from '../../../lib/kernel/sheet.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import { codeLists, fieldOf, versionOf } from '../../collection/template/sample-version.ts';
import { bytesOf, cellsByRow, readBack, rowsOf } from './read-back.ts';
import { askOpenpyxl, libreOffice, openpyxl, saveWithLibreOffice } from './reference-programs.ts';

const version = versionOf([
  fieldOf('许可证编号', { key: 'licence', format: 'local-number', required: true }),
  fieldOf('持有人', { key: 'holder', required: true }),
  fieldOf('身份证号', { key: 'id_number', format: 'citizen-id', length: 18 }),
  fieldOf('发证日期', { key: 'issued_on', type: 'D', format: 'date', length: 10 }),
  fieldOf('性别', { key: 'sex', format: 'code', codeList: 'sex' }),
]);
const spec = buildTemplate(version, codeLists, { department: '市农业农村局' });

/**
 *     A        B        C              D          E
 *   1 捕捞许可证登记表
 *   3 持有人    许可证编号  （备注）        身份证号     发证日期
 *   4 王芳     A-1      x              …          2020-11-30
 *   6 李强     A-1                     long        41000
 *   9          A-3
 */
const sheet: readonly SheetRow[] = [
  { row: 1, cells: ['捕捞许可证登记表'] },
  { row: 3, cells: ['持有人', '许可证编号', '备注', '身份证号', '发证日期'] },
  { row: 4, cells: ['王芳', 'A-1', 'x', '41110219900307001X', { date: '2020-11-30' }] },
  { row: 6, cells: ['李强', 'A-1', null, { number: '411102199003070010' }, 41_000] },
  { row: 9, cells: [null, 'A-3'] },
];
const columns = [1, 0, 3, 4, -1];

const at = (
  row: number | undefined,
  column: string | undefined,
  code: string,
  more: Partial<Finding> = {},
): Finding => ({
  code,
  severity: 'error',
  sheet: '登记表',
  ...(row === undefined ? {} : { row }),
  ...(column === undefined ? {} : { column }),
  detail: `${code}：请改正。`,
  ...more,
});
const general = [
  at(undefined, undefined, 'template-altered', { severity: 'warning' }),
  at(undefined, 'C', 'column-unknown'),
];
const findings = [
  at(6, 'D', 'id-number-digits-lost', { label: '身份证号' }),
  at(6, 'D', 'citizen-id-age', { severity: 'warning', label: '身份证号' }),
  at(6, 'E', 'date-unlikely', { severity: 'warning', label: '发证日期' }),
  at(6, undefined, 'duplicate-key', { field: 'licence', label: '许可证编号' }),
  at(9, 'A', 'required-cell-empty', { label: '持有人' }),
  at(9, undefined, 'none-filled'),
];

function byRow(list: readonly Finding[]) {
  const rows = Map.groupBy(
    list.filter(({ row }) => row !== undefined),
    ({ row }) => row ?? 0,
  );
  return [...rows].toSorted(([a], [b]) => a - b).map(([row, ofRow]) => ({ row, findings: ofRow }));
}

async function* each<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}

function buildOrder(
  change: Partial<AnnotationOrder> = {},
  faults = findings,
  rows: readonly SheetRow[] = sheet,
): AnnotationOrder {
  const facts = {
    fileName: '十一月.xlsx',
    datasetName: '捕捞许可证信息',
    version: 1,
    checkedAt: '2020-12-01 10:30',
    rowsRead: 3,
    rowsRejected: 2,
    errors: 4,
    warnings: 3,
    faultyRows: 2,
  };
  return {
    spec,
    text: buildAnnotationText({ ...facts, sheetName: '登记表' }),
    sheetName: '登记表',
    headerRow: 3,
    columns,
    rows: each([rows]),
    findingsByRow: each(byRow(faults)),
    list: each([...general, ...faults]),
    findings: faults.length + general.length,
    maxFaultyRows: 100,
    maxNotes: 100,
    ...change,
  };
}

/** The lines of the list below its header. */
async function readList(bytes: Uint8Array, name = '问题清单'): Promise<Cell[][]> {
  const rows = [...(await cellsByRow(await readBack(bytes), name)).values()];
  return rows.slice(rows.findIndex((cells) => cells[0] === '序号') + 1);
}

describe('an annotated workbook, read by our own reader', async () => {
  const bytes = await bytesOf(streamAnnotated(buildOrder()));

  test('has the list first, then the officer’s own sheet, then what a template has', async () => {
    expect((await readBack(bytes)).sheets.map(({ name }) => name)).toEqual([
      '问题清单',
      '登记表',
      '填写说明',
      '_guiji',
    ]);
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

  test('lists every finding with its cell', async () => {
    expect(await readList(bytes)).toEqual([
      [1, '提醒', '整个文件', null, null, '工作表“登记表”', 'template-altered：请改正。'],
      [2, '错误', 'C3', 3, 'C', null, 'column-unknown：请改正。'],
      [3, '错误', 'D6', 6, 'D', '身份证号', 'id-number-digits-lost：请改正。'],
      [4, '提醒', 'D6', 6, 'D', '身份证号', 'citizen-id-age：请改正。'],
      [5, '提醒', 'E6', 6, 'E', '发证日期', 'date-unlikely：请改正。'],
      [6, '错误', 'B6', 6, 'B', '许可证编号', 'duplicate-key：请改正。'],
      [7, '错误', 'A9', 9, 'A', '持有人', 'required-cell-empty：请改正。'],
      [8, '错误', 'A9', 9, 'A', null, 'none-filled：请改正。'],
    ]);
  });

  test('carries the marks, so that it can be uploaded again', async () => {
    const workbook = await readBack(bytes);
    expect(
      readMarks(
        workbook.properties,
        (await rowsOf(workbook, '_guiji')).map(({ cells }) => cells),
      ),
    ).toEqual(buildMarks(version));
  });
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

const notesOnHeader = {
  A3: spec.columns[1]?.comment,
  B3: spec.columns[0]?.comment,
  D3: spec.columns[2]?.comment,
  E3: spec.columns[3]?.comment,
};
const seen = {
  sheets: {
    登记表: {
      marked: { D6: 'error', E6: 'warning', B6: 'error', A9: 'error' },
      notes: {
        ...notesOnHeader,
        D6: '【错误】id-number-digits-lost：请改正。\n【提醒】citizen-id-age：请改正。',
        E6: '【提醒】date-unlikely：请改正。',
        B6: '【错误】duplicate-key：请改正。',
        A9: '【错误】required-cell-empty：请改正。\n【错误】none-filled：请改正。',
      },
      validations: [['E4:E50003', 'date']],
    },
  },
  links: ['C3', 'D6', 'D6', 'E6', 'B6', 'A9', 'A9'].map((cell) => `'登记表'!${cell}`),
  filter: 'A7:G15',
  formulas: [],
};

test.skipIf(openpyxl === null)(
  'openpyxl finds exactly the faulty cells coloured and noted, and a link to each (needs openpyxl)',
  async () => {
    expect(await askOpenpyxl(await bytesOf(streamAnnotated(buildOrder())), look)).toMatchObject(seen);
  },
);

test.skipIf(openpyxl === null || !libreOffice)(
  'LibreOffice opens an annotated workbook and keeps fills and notes (needs LibreOffice and openpyxl)',
  { timeout: 120_000 },
  async () => {
    const saved = await saveWithLibreOffice(await bytesOf(streamAnnotated(buildOrder())));
    const { marked, notes } = seen.sheets.登记表;
    expect(await askOpenpyxl(saved, look)).toMatchObject({
      sheets: { 登记表: { marked, notes } },
      links: seen.links,
      filter: seen.filter,
    });
    expect(readMarks((await readBack(saved)).properties, [])).toEqual(buildMarks(version));
  },
);

describe('at the edges', () => {
  test('beyond maxFaultyRows no row is listed or coloured, but every row is written', async () => {
    const many = Array.from({ length: 8 }, (_, i) => ({ row: 4 + i, cells: ['王芳', `A-${i}`] }));
    const faults = many.flatMap(({ row }) => [at(row, 'A', 'first'), at(row, 'B', 'second')]);
    const bytes = await bytesOf(streamAnnotated(buildOrder({ maxFaultyRows: 3 }, faults, many)));
    expect((await readList(bytes)).map((cells) => cells[2])).toEqual([
      '整个文件',
      'C3',
      'A4',
      'B4',
      'A5',
      'B5',
      'A6',
      'B6',
    ]);
    expect((await rowsOf(await readBack(bytes), '登记表')).length).toBe(8);
  });

  test('a fault at an empty cell far to the right, and one in a row that holds nothing', async () => {
    const bytes = await bytesOf(
      streamAnnotated(buildOrder({}, [at(5, 'AB', 'beyond'), at(12, 'A', 'after-the-last')])),
    );
    expect((await readList(bytes)).map((cells) => cells[2])).toEqual(['整个文件', 'C3', 'AB5', 'A12']);
  });

  test.skipIf(openpyxl === null)(
    'they are coloured and noted where they are, and no more rows than are listed (needs openpyxl)',
    async () => {
      const faults = [
        at(5, 'AB', 'beyond'),
        at(12, 'A', 'after-the-last', { severity: 'warning' }),
        at(13, 'A', 'one-too-many'),
      ];
      const bytes = await bytesOf(streamAnnotated(buildOrder({ maxFaultyRows: 2 }, faults)));
      expect(await askOpenpyxl(bytes, look)).toHaveProperty('sheets.登记表', {
        marked: { AB5: 'error', A12: 'warning' },
        notes: { ...notesOnHeader, AB5: '【错误】beyond：请改正。', A12: '【提醒】after-the-last：请改正。' },
        validations: seen.sheets.登记表.validations,
      });
    },
  );

  test('the same row number twice is written once, for Excel would not open the file', async () => {
    const twice: SheetRow[] = [...sheet, { row: 9, cells: ['again'] }];
    expect(
      (await rowsOf(await readBack(await bytesOf(streamAnnotated(buildOrder({}, findings, twice)))), '登记表')).map(
        ({ row }) => row,
      ),
    ).toEqual([1, 3, 4, 6, 9]);
  });

  test.each([
    ['问题清单', ['问题清单(2)', '问题清单', '填写说明', '_guiji']],
    ['填写说明', ['问题清单', '填写说明', '填写说明(2)', '_guiji']],
    ['_guiji', ['问题清单', '_guiji(2)', '填写说明', '_guiji']],
    ['History', ['问题清单', 'History_', '填写说明', '_guiji']],
    ['一[二]:三/四*五?六\\七', ['问题清单', '一_二__三_四_五_六_七', '填写说明', '_guiji']],
    ['名'.repeat(40), ['问题清单', '名'.repeat(31), '填写说明', '_guiji']],
  ])('a sheet that the officer has called %s', async (sheetName, names) => {
    const workbook = await readBack(await bytesOf(streamAnnotated(buildOrder({ sheetName }))));
    expect(workbook.sheets.map(({ name }) => name)).toEqual(names);
  });

  test('no header was found: the file is listed, the rows stand as they were', async () => {
    const bytes = await bytesOf(
      streamAnnotated(
        buildOrder({
          headerRow: 0,
          columns: [-1, -1, -1, -1, -1],
          list: each([at(undefined, undefined, 'header-row-not-found')]),
          findingsByRow: each([]),
        }),
      ),
    );
    expect(await readList(bytes)).toEqual([
      [1, '错误', '整个文件', null, null, '工作表“登记表”', 'header-row-not-found：请改正。'],
    ]);
    expect((await rowsOf(await readBack(bytes), '登记表')).length).toBe(sheet.length);
  });

  test('a reader that fails midway fails the writing, and the output is closed', async () => {
    const output = new Writable({ write: (_chunk, _encoding, done) => done() });
    const failing = (async function* rows(): AsyncGenerator<readonly SheetRow[]> {
      yield sheet;
      throw new Error('the file ends here');
    })();
    await expect(writeAnnotated(buildOrder({ rows: failing }), output)).rejects.toThrow('the file ends here');
    expect(output.destroyed).toBe(true);
  });

  test('an output that fails stops the reading', async () => {
    let read = 0;
    const endless = (async function* rows(): AsyncGenerator<readonly SheetRow[]> {
      for (let row = 4; row < 1_000_000; row += 1000) {
        read++;
        yield Array.from({ length: 1000 }, (_, i) => ({ row: row + i, cells: [`许可证${row * 7919 + i}`, 'A'] }));
      }
    })();
    const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) });
    await expect(writeAnnotated(buildOrder({ rows: endless, findingsByRow: each([]) }), output)).rejects.toThrow(
      'no space left',
    );
    expect(read).toBeLessThan(900);
  });
});

test('more links than Excel allows become formulas, and every one is there', { timeout: 120_000 }, async () => {
  const rows = Array.from({ length: 65_010 }, (_, i) => ({ row: 4 + i, cells: ['王芳'] }));
  const bytes = await bytesOf(
    streamAnnotated(
      buildOrder(
        { maxFaultyRows: 100_000, maxNotes: 10 },
        rows.map(({ row }) => at(row, 'A', 'wrong')),
        rows,
      ),
    ),
  );
  const list = await readList(bytes);
  expect(list.length).toBe(65_012);
  expect(list.at(-1)?.slice(0, 4)).toEqual([65_012, '错误', 'A65013', 65_013]);
  const xml = zipEntries(bytes)
    .filter(({ name }) => name === 'xl/worksheets/sheet1.xml')
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
        const bytes = await bytesOf(streamAnnotated(buildOrder({}, [], rows)));
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
