import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { streamAnnotated } from '../../../lib/adapters/excel/annotated/write-annotated.ts';
import { at, buildOrder } from './annotation-fixture.ts';
import { bytesOf } from './read-back.ts';
import { askOpenpyxl, libreOffice, openpyxl, saveWithLibreOffice } from './reference-programs.ts';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'guiji-annotated-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Four sheets with comments, a picture, a chart, conditional formats, formulas, names, widths and print titles. */
const rich = `
import base64, io, openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
book = openpyxl.Workbook()
data = book.active
data.title = '登记表'
data.append(['身份证号', '姓名', '性别', '备注'])
for i in range(2, 12):
    data.append(['41110219900307001X', '王芳', '女', None])
    data.cell(i, 2).fill = PatternFill('solid', fgColor='FF00B0F0')
data['A1'].comment = Comment('表头说明', '张三')
data['A3'].comment = Comment('请核对', '李四')
data['F2'] = '=LEN(A2)'
data.column_dimensions['A'].width = 33
data.freeze_panes = 'A2'
data.print_title_rows = '1:1'
data.conditional_formatting.add('B2:B11', CellIsRule(operator='equal', formula=['"王芳"'], font=Font(bold=True)))
choice = DataValidation(type='list', formula1='"男,女"')
choice.add('C2:C100')
data.add_data_validation(choice)
for name in ('说明', '汇总', '图表'):
    sheet = book.create_sheet(name)
    sheet['A1'] = name
    sheet['A2'] = '=COUNTA(登记表!A:A)'
    sheet['A3'].comment = Comment('批注' + name, '王五')
try:
    from openpyxl.drawing.image import Image
    from PIL import Image as Pixels
    Pixels.new('RGB', (40, 40), 'green').save('p.png')
    data.add_image(Image('p.png'), 'I4')
except ImportError:
    pass
chart = BarChart()
sheet['B1'], sheet['B2'] = 1, 2
chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2))
sheet.add_chart(chart, 'F6')
book.save('rich.xlsx')
`;

const look = `
def seen(sheet):
  cells = [c for row in sheet.iter_rows() for c in row]
  return {'comments': {c.coordinate: c.comment.text for c in cells if c.comment},
    'formulas': {c.coordinate: c.value for c in cells if c.data_type == 'f'},
    'fills': {c.coordinate: c.fill.fgColor.rgb for c in cells if c.fill.fill_type == 'solid'},
    'pictures': len(sheet._images), 'charts': len(sheet._charts),
    'conditional': sum(len(r.rules) for r in sheet.conditional_formatting),
    'validations': len(sheet.data_validations.dataValidation),
    'titles': sheet.print_title_rows, 'frozen': sheet.freeze_panes, 'width': round(sheet.column_dimensions['A'].width)}
print(json.dumps({s.title: seen(s) for s in book}))`;

const blue = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`B${i + 2}`, 'FF00B0F0']));
const faults = [
  at(2, 'B', 'required-cell-empty'),
  at(3, 'A', 'local-number-form', { severity: 'warning' }),
  at(50, 'K', 'date-format'),
];

describe.skipIf(openpyxl === null)('a workbook with three further sheets (needs openpyxl)', () => {
  const annotate = async () => {
    await run(openpyxl ?? 'python3', ['-c', rich], { cwd: folder });
    const source = new Uint8Array(await readFile(join(folder, 'rich.xlsx')));
    const bytes = await bytesOf(streamAnnotated(await buildOrder({ source, headerRow: 1, general: [] }, faults)));
    return { source, bytes };
  };
  const data = {
    comments: {
      A1: '表头说明',
      A3: expect.stringMatching(/^请核对\s+〔平台检查〕\s+【提醒】local-number-form：请改正。$/),
      B2: '【错误】required-cell-empty：请改正。',
      K50: '【错误】date-format：请改正。',
    },
    formulas: { F2: '=LEN(A2)' },
    fills: { ...blue, B2: 'FFFFB3B3', A3: 'FFFFEB9C', K50: 'FFFFB3B3' },
    conditional: 1,
    validations: 1,
    frozen: 'A2',
    width: 33,
  };
  const further = (name: string) => ({ comments: { A3: `批注${name}` }, charts: name === '图表' ? 1 : 0 });

  test('comes back with all of them, as openpyxl reads it', { timeout: 300_000 }, async () => {
    const { source, bytes } = await annotate();
    const before = await askOpenpyxl(source, look);
    const after = await askOpenpyxl(bytes, look);
    expect(after).toMatchObject({ 登记表: data, 说明: further('说明'), 汇总: further('汇总'), 图表: further('图表') });
    const { 登记表: _, ...others } = Object(before);
    expect(after).toMatchObject(others);
  });

  test.skipIf(!libreOffice)(
    'comes back with all of them, as LibreOffice opens and saves it (needs LibreOffice)',
    { timeout: 300_000 },
    async () => {
      const saved = await askOpenpyxl(await saveWithLibreOffice((await annotate()).bytes), look);
      // LibreOffice loses frozen rows of any workbook when it saves without a window.
      const { comments, fills, conditional, validations } = data;
      expect(saved).toMatchObject({
        登记表: { comments, fills, conditional, validations },
        说明: further('说明'),
        汇总: further('汇总'),
        图表: further('图表'),
      });
    },
  );
});
