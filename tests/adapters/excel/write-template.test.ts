import { describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { writeTemplate } from '../../../lib/adapters/excel/template/write-template.ts';
import { buildTemplate } from '../../../lib/collection/template/build-template.ts';
import { buildMarks, readMarks } from '../../../lib/collection/template/marks.ts';
import { codeLists, licenceFields, versionOf } from '../../collection/template/sample-version.ts';
import { cellsByRow, readBack, rowsOf } from './read-back.ts';
import { askOpenpyxl, libreOffice, openpyxl, saveWithLibreOffice } from './reference-programs.ts';

const version = versionOf();
const spec = buildTemplate(version, codeLists, { department: '市农业农村局' });
const bytes = await writeTemplate(spec);

describe('a template, read by our own reader', () => {
  test('has the header, the hint row and nothing else to fill in', async () => {
    const workbook = await readBack(bytes);
    expect(workbook.sheets).toEqual([
      { name: '数据', state: 'visible' },
      { name: '填写说明', state: 'visible' },
      { name: '_codes', state: 'veryHidden' },
      { name: '_guiji', state: 'hidden' },
    ]);
    expect(await rowsOf(workbook, '数据')).toEqual([
      { row: 1, cells: spec.columns.map(({ heading }) => heading) },
      { row: 2, cells: spec.columns.map(({ hint }) => hint) },
    ]);
  });

  test('carries its marks in two places', async () => {
    const workbook = await readBack(bytes);
    const hidden = (await rowsOf(workbook, '_guiji')).map(({ cells }) => cells);
    expect(readMarks(workbook.properties, [])).toEqual(buildMarks(version));
    expect(readMarks(new Map(), hidden)).toEqual(buildMarks(version));
  });

  test('explains every field', async () => {
    const rows = await cellsByRow(await readBack(bytes), '填写说明');
    const labels = [...rows.values()].map((cells) => cells[1]);
    expect(labels).toEqual(expect.arrayContaining(licenceFields.map(({ label }) => label)));
  });

  test('is the same file every time', async () => {
    expect(Buffer.compare(Buffer.from(await writeTemplate(spec)), Buffer.from(bytes))).toBe(0);
  });

  test('a dataset without long lists has no sheet of codes', async () => {
    const plain = buildTemplate(versionOf(licenceFields.slice(0, 4)), codeLists, { department: '市农业农村局' });
    const workbook = await readBack(await writeTemplate(plain));
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['数据', '填写说明', '_guiji']);
  });
});

/** What a spreadsheet program must find in a template. */
const look = `
sheet = book['数据']
print(json.dumps({
  'columns': {k: d.number_format for k, d in sheet.column_dimensions.items()},
  'validations': sorted([[str(d.sqref), d.type, d.formula1, d.errorStyle]
                          for d in sheet.data_validations.dataValidation]),
  'notes': [c.comment.text if c.comment else None for c in sheet[1]],
  'frozen': sheet.freeze_panes, 'landscape': sheet.page_setup.orientation, 'titles': sheet.print_title_rows,
  'codes': [[c.value for c in r] for r in book['_codes'].iter_rows(max_row=2)],
}))`;

const validations = [
  ['D3:D50002', 'list', '"男,女"', 'stop'],
  ['E3:E50002', 'list', "'_codes'!$A$2:$A$61", 'warning'],
  ['F3:F50002', 'list', "'_codes'!$B$2:$B$3", 'stop'],
  ['G3:G50002', 'date', '61', 'warning'],
  ['I3:I50002', 'date', '61', 'warning'],
  ['K3:K50002', 'list', '"是,否"', 'stop'],
];

test.skipIf(openpyxl === null)(
  'openpyxl finds formats, drop-downs, notes and print setup in a template (needs openpyxl)',
  async () => {
    expect(await askOpenpyxl(bytes, look)).toMatchObject({
      columns: { A: '@', C: '@', E: '@', G: 'yyyy-mm-dd', I: 'yyyy-mm-dd hh:mm:ss', J: '0.00', L: '@' },
      validations,
      notes: spec.columns.map(({ comment }) => comment),
      frozen: 'A3',
      landscape: 'landscape',
      titles: '$1:$2',
      codes: [
        ['街道', '带逗号的选项'],
        ['老街、新街与河堤路交叉口第0号', '甲,乙'],
      ],
    });
  },
);

/** LibreOffice leaves out quotes that a source does not need, and cuts ranges to its own measure. */
const readAfterSaving = `
sheet = book['数据']
print(json.dumps({
  'validations': sorted([[str(d.sqref).split(':')[0], d.type, d.formula1.replace("'", ''), d.errorStyle or 'stop']
                          for d in sheet.data_validations.dataValidation]),
}))`;

test.skipIf(!libreOffice || openpyxl === null)(
  'LibreOffice opens a template and keeps its drop-downs and marks (needs LibreOffice and openpyxl)',
  async () => {
    const saved = await saveWithLibreOffice(bytes);
    const workbook = await readBack(saved);
    const hidden = (await rowsOf(workbook, '_guiji')).map(({ cells }) => cells);
    expect(readMarks(workbook.properties, [])).toEqual(buildMarks(version));
    expect(readMarks(new Map(), hidden)).toEqual(buildMarks(version));
    expect(await cellsByRow(workbook, '数据')).toEqual(await cellsByRow(await readBack(bytes), '数据'));
    expect(await askOpenpyxl(saved, readAfterSaving)).toMatchObject({
      validations: validations.map(([range = '', type, source = '', style]) => [
        range.split(':')[0],
        type,
        source.replaceAll("'", ''),
        style,
      ]),
    });
  },
);

test('each of the seed datasets has a template that our reader opens', async () => {
  const lists = seedCodeLists();
  for (const { dataset, code, content } of seedDatasets()) {
    const seeded = { ...version, dataset, code, content };
    const workbook = await readBack(await writeTemplate(buildTemplate(seeded, lists, { department: '市农业农村局' })));
    const [header] = await rowsOf(workbook, '数据');
    expect(header?.cells.map((cell) => (typeof cell === 'string' ? cell.replace('*', '') : cell))).toEqual(
      content.fields.map(({ label }) => label),
    );
    expect(readMarks(workbook.properties, [])).toEqual(buildMarks(seeded));
  }
});
