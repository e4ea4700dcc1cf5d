import { describe, expect, test } from 'vitest';
import { compileRowChecks } from '../../../lib/collection/check/compile-row-checks.ts';
import type { Fault } from '../../../lib/collection/check/fault.ts';
import { toFinding } from '../../../lib/collection/ingest/rows/finding-sink.ts';
import { uncomputed, type Cell } from '../../../lib/kernel/sheet.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { RowRule } from '../../../schemas/catalogue/rule.ts';
import { codeLists, contentOf, field } from './sample-content.ts';

/** Checks one row in the order of the fields; faults are `[key, code]`, warnings `[key, code, 'warning']`. */
function check(
  content: DatasetContent,
  cells: readonly Cell[],
  columns: readonly number[] = content.fields.map((_, i) => i),
) {
  const values: (string | null)[] = [];
  const faults: Fault[] = [];
  const passed = compileRowChecks({ content, codeLists, columns, today: '2026-06-30' })(cells, values, (fault) =>
    faults.push(fault),
  );
  return {
    passed,
    values,
    faults: faults.map(({ field: i, code, severity }) => [
      content.fields[i]?.key,
      code,
      ...(severity === 'error' ? [] : [severity]),
    ]),
  };
}

type Faults = readonly (readonly string[])[];

const residents = contentOf(
  [
    field('id_number', '公民身份号码', 'citizen-id', { required: true }),
    field('name', '姓名', 'text', { required: true, length: 10 }),
    field('sex', '性别', 'code', { codeList: 'sex' }),
    field('birth_date', '出生日期', 'date', { past: true }),
    field('address', '住址', 'text'),
  ],
  [
    { kind: 'birth-date-of-id', id: 'id_number', birthDate: 'birth_date' },
    { kind: 'sex-of-id', id: 'id_number', sex: 'sex' },
  ],
);

describe('a row of residents', () => {
  const rows: readonly (readonly [
    name: string,
    cells: readonly Cell[],
    values: readonly (string | null)[],
    faults: Faults,
  ])[] = [
    [
      'all in order',
      ['41110219900307001X', '王芳', '男', '1990-03-07', '源汇区'],
      ['41110219900307001X', '王芳', '1', '1990-03-07', '源汇区'],
      [],
    ],
    [
      'the row ends before the last column',
      ['41110219900307001X', '王芳'],
      ['41110219900307001X', '王芳', null, null, null],
      [],
    ],
    [
      'required cells missing',
      [null, ' '],
      [null, null, null, null, null],
      [
        ['id_number', 'required-cell-empty'],
        ['name', 'required-cell-empty'],
      ],
    ],
    [
      'a placeholder in a required cell',
      ['/', '王芳'],
      [null, '王芳', null, null, null],
      [['id_number', 'required-cell-placeholder']],
    ],
    [
      'a placeholder in an optional cell says nothing',
      ['41110219900307001X', '王芳', null, 'NULL', 'null'],
      ['41110219900307001X', '王芳', null, null, null],
      [],
    ],
    [
      'unless it may mean something',
      ['41110219900307001X', '王芳', null, '无', '无'],
      ['41110219900307001X', '王芳', null, null, '无'],
      [['birth_date', 'placeholder-read-as-empty', 'warning']],
    ],
    [
      'every fault of the row, not the first',
      ['411102199003070010', null, '不明', '2020-02-30', '一\u0007'],
      [null, null, null, null, null],
      [
        ['id_number', 'citizen-id-check-character'],
        ['name', 'required-cell-empty'],
        ['sex', 'code-unknown'],
        ['birth_date', 'date-not-real'],
        ['address', 'control-characters'],
      ],
    ],
    [
      'a failed formula marks its own column only',
      ['41110219900307001X', { error: '#N/A' }, '男', null, null],
      ['41110219900307001X', null, '1', null, null],
      [['name', 'error-cell']],
    ],
    [
      'formulas without a result: required or not, each is reported once',
      ['41110219900307001X', { error: uncomputed }, { error: uncomputed }],
      ['41110219900307001X', null, null, null, null],
      [
        ['name', 'formula-not-computed'],
        ['sex', 'formula-not-computed'],
      ],
    ],
    [
      'a destroyed number',
      [{ number: '411102199003070016' }, '王芳'],
      [null, '王芳', null, null, null],
      [['id_number', 'id-number-digits-lost']],
    ],
    [
      'birth date and sex contradict the id: warnings, the row passes',
      ['41110219900307001X', '王芳', '女', '1990-03-08', null],
      ['41110219900307001X', '王芳', '2', '1990-03-08', null],
      [
        ['birth_date', 'birth-date-differs-from-id', 'warning'],
        ['sex', 'sex-differs-from-id', 'warning'],
      ],
    ],
    [
      'a woman',
      ['411121197212310024', '李娜', '女', '1972-12-31', null],
      ['411121197212310024', '李娜', '2', '1972-12-31', null],
      [],
    ],
    [
      'a woman entered as a man',
      ['411121197212310024', '李娜', '男', null, null],
      ['411121197212310024', '李娜', '1', null, null],
      [['sex', 'sex-differs-from-id', 'warning']],
    ],
    [
      'sex not stated',
      ['41110219900307001X', '王芳', '未说明', null, null],
      ['41110219900307001X', '王芳', '9', null, null],
      [],
    ],
    [
      'an id in error says nothing about the birth date',
      ['411102199003070010', '王芳', '女', '1980-01-01', null],
      [null, '王芳', '2', '1980-01-01', null],
      [['id_number', 'citizen-id-check-character']],
    ],
    [
      'the old form of 15 digits is upgraded, and its birth date compared',
      ['411102800101001', '王芳', '男', '1980-01-02', null],
      ['411102198001010019', '王芳', '1', '1980-01-02', null],
      [
        ['id_number', 'citizen-id-old-form', 'warning'],
        ['birth_date', 'birth-date-differs-from-id', 'warning'],
      ],
    ],
    [
      'a future birth date',
      ['41110219900307001X', '王芳', null, '2030-01-01', null],
      ['41110219900307001X', '王芳', null, null, null],
      [['birth_date', 'date-in-future']],
    ],
  ];
  test.each(rows)('%s', (_name, cells, values, faults) => {
    const passed = !faults.some((fault) => fault.length === 2);
    expect(check(residents, cells)).toEqual({ passed, values, faults });
  });

  test('columns may stand anywhere, and an absent one is never missed', () => {
    expect(check(residents, [null, '男', '41110219900307001X', null], [2, -1, 1, 0, 7])).toEqual({
      passed: true,
      values: ['41110219900307001X', null, '1', null, null],
      faults: [],
    });
  });

  test('one check serves row after row: nothing of a faulty row stays', () => {
    const run = compileRowChecks({ content: residents, codeLists, columns: [0, 1, 2, 3, 4], today: '2026-06-30' });
    const values: (string | null)[] = [];
    const faults: Fault[] = [];
    expect(run([null, null], values, (fault) => faults.push(fault))).toBe(false);
    expect(run(['41110219900307001X', '王芳', '男', null, '源汇区'], values, (fault) => faults.push(fault))).toBe(true);
    expect(run(['41110219900307001X', null], values, (fault) => faults.push(fault))).toBe(false);
    expect(values).toEqual(['41110219900307001X', null, null, null, null]);
    expect(faults.map(({ field: i, code }) => [i, code])).toEqual([
      [0, 'required-cell-empty'],
      [1, 'required-cell-empty'],
      [1, 'required-cell-empty'],
    ]);
  });
});

describe('a document number with its kind in another field', () => {
  const content = contentOf([
    field('document_number', '证件号码', 'identity-document', { required: true, typedBy: 'document_type' }),
    field('document_type', '证件类型', 'code', { codeList: 'identity-document-kind' }),
  ]);
  const rows: readonly (readonly [
    name: string,
    cells: readonly Cell[],
    values: readonly (string | null)[],
    faults: Faults,
  ])[] = [
    ['an identity card', ['41110219900307001x', '居民身份证'], ['41110219900307001X', '111'], []],
    [
      'a wrong identity card',
      ['411102199003070010', '身份证'],
      [null, '111'],
      [['document_number', 'citizen-id-check-character']],
    ],
    [
      'an identity card of 15 digits',
      ['411102800101001', '111'],
      ['411102198001010019', '111'],
      [['document_number', 'citizen-id-old-form', 'warning']],
    ],
    ['a passport', ['E12345678', '护照'], ['E12345678', '414'], []],
    ['a credit code', ['91411102MA40ABCD1E', '统一社会信用代码'], ['91411102MA40ABCD1E', '001'], []],
    [
      'a wrong credit code',
      ['91411102MA40ABCD1F', '001'],
      [null, '001'],
      [['document_number', 'credit-code-check-character']],
    ],
    ['the kind is missing', ['411102199003070010', null], ['411102199003070010', null], []],
    [
      'the kind is in error',
      ['411102199003070010', '某证'],
      ['411102199003070010', null],
      [['document_type', 'code-unknown']],
    ],
    ['the number is missing', [null, '居民身份证'], [null, '111'], [['document_number', 'required-cell-empty']]],
  ];
  test.each(rows)('%s', (_name, cells, values, faults) => {
    const passed = !faults.some((fault) => fault.length === 2);
    expect(check(content, cells)).toEqual({ passed, values, faults });
  });
  test('the kind as free text', () => {
    const free = contentOf([
      field('document_number', '证件号码', 'identity-document', { typedBy: 'document_type' }),
      field('document_type', '证件类型', 'text'),
    ]);
    expect(check(free, ['411102199003070010', '居民身份证']).faults).toEqual([
      ['document_number', 'citizen-id-check-character'],
    ]);
  });
});

test.each([
  '无',
  '/',
  '-',
  '——',
  '—',
  'NULL',
  'null',
  'N/A',
  '空',
  '未填',
  '暂无',
  '待补',
  '待填写',
  '不适用',
  '？',
  '……',
  'nil',
  'NaN',
  '0000-00-00',
  ' 无 ',
])('“%s” in a required date is told as what it is, and not as an empty cell', (written) => {
  const found: Fault[] = [];
  const content = contentOf([field('on', '批准日期', 'date', { required: true })]);
  const check = compileRowChecks({ content, codeLists, columns: [0], today: '2026-06-30' });
  expect(check([written], [], (fault) => found.push(fault))).toBe(false);
  const details = found.map((fault) => toFinding(fault, content, { row: 2, columns: [0] }).detail);
  expect(details).toEqual([
    `“批准日期”为必填项，单元格里写的是“${written.trim()}”，按未填处理。按“年-月-日”填写日期，例如 2020-11-30。请填写实际内容后重新上传；确实没有内容的，请联系市政府信息中心。`,
  ]);
});

describe('rules between the cells', () => {
  const day = (key: string, label: string) => field(key, label, 'date-or-open-end');
  const money = (key: string) => field(key, key, 'money', { length: 12, scale: 2 });
  const order: RowRule = { kind: 'in-order', first: 'from', second: 'to' };
  const period = contentOf([field('k', '编号', 'text'), day('from', '有效期起'), day('to', '有效期止')], [order]);
  const soft = contentOf(period.fields, [{ ...order, severity: 'warning' }]);
  const monthAndDay = contentOf(
    [field('k', '编号', 'text'), field('from', '起始年月', 'year-month'), field('to', '止', 'date')],
    [order],
  );
  const sum = contentOf(
    [money('total'), money('a'), money('b')],
    [{ kind: 'sum', total: 'total', parts: ['a', 'b'], tolerance: 0.02 }],
  );
  const parents = contentOf(
    [field('k', '编号', 'text'), field('father', '父亲', 'citizen-id'), field('mother', '母亲', 'citizen-id')],
    [{ kind: 'different', first: 'father', second: 'mother' }],
  );
  const any = contentOf(
    [field('k', '编号', 'text'), field('a', '甲', 'text', { length: 3 }), field('b', '乙', 'text')],
    [{ kind: 'any-filled', fields: ['a', 'b'] }],
  );
  const when = contentOf(
    [field('k', '编号', 'text'), field('sex', '性别', 'code', { codeList: 'sex' }), field('b', '乙', 'date')],
    [{ kind: 'filled-when', field: 'sex', values: ['女'], needed: 'b' }],
  );
  const disabled = contentOf(
    [
      field('certificate', '残疾人证号', 'disability-certificate'),
      field('id', '身份证号', 'citizen-id'),
      field('category', '残疾类别', 'text'),
      field('grade', '残疾等级', 'text'),
    ],
    [
      {
        kind: 'disability-certificate-parts',
        certificate: 'certificate',
        id: 'id',
        category: 'category',
        grade: 'grade',
      },
    ],
  );
  const price = contentOf([money('price'), money('paid')], [{ kind: 'not-more', part: 'paid', whole: 'price' }]);
  const event = contentOf(
    [field('id', '身份证号', 'identity-document'), field('on', '登记日期', 'date')],
    [{ kind: 'in-order', first: 'id', second: 'on' }],
  );
  const wedding = contentOf(
    [field('id', '身份证号', 'citizen-id'), field('on', '登记日期', 'date')],
    [{ kind: 'age-on-day', birth: 'id', day: 'on', male: 22, female: 20 }],
  );
  const born = contentOf(
    [field('k', '编号', 'text'), field('birth', '出生日期', 'date'), field('on', '登记日期', 'date')],
    [{ kind: 'age-on-day', birth: 'birth', day: 'on', male: 22, female: 20, severity: 'warning' }],
  );
  const rows: readonly (readonly [name: string, content: DatasetContent, cells: readonly Cell[], faults: Faults])[] = [
    ['a part', price, [100, 30], []],
    ['a part that is the whole', price, [0.3, 0.3], []],
    ['a part above the whole', price, [100, '100.01'], [['paid', 'part-exceeds-whole']]],
    ['a part of an unknown whole', price, [null, 30], []],
    ['on the day of birth in the id', event, ['41110219900307001X', '1990-03-07'], []],
    ['before the birth in the id', event, ['41110219900307001X', '1990-03-06'], [['on', 'before-birth']]],
    ['a passport has no birth', event, ['E12345678', '1890-03-06'], [['on', 'date-unlikely', 'warning']]],
    ['a man of 22', wedding, ['411102199003070010', '2012-03-07'], [['id', 'citizen-id-check-character']]],
    ['a man on his 22nd birthday', wedding, ['41110219900307001X', '2012-03-07'], []],
    ['a man the day before', wedding, ['41110219900307001X', '2012-03-06'], [['on', 'age-too-low']]],
    ['a woman on her 20th birthday', wedding, ['411121197212310024', '1992-12-31'], []],
    ['a woman the day before', wedding, ['411121197212310024', '1992-12-30'], [['on', 'age-too-low']]],
    ['by a date the lower age holds', born, ['1', '1990-03-07', '2010-03-07'], []],
    ['before the birth', born, ['1', '1990-03-07', '1980-03-07'], [['on', 'age-too-low', 'warning']]],
    ['in order', period, ['1', '2020-01-01', '2020-01-02'], []],
    ['the same day', period, ['1', '2020-01-01', '2020-01-01'], []],
    ['out of order', period, ['1', '2020-01-02', '2020/1/1'], [['to', 'dates-out-of-order']]],
    [
      'out of order, a warning where the entry says so',
      soft,
      ['1', '2020-01-02', '2020-01-01'],
      [['to', 'dates-out-of-order', 'warning']],
    ],
    ['an open end is after every day', period, ['1', '2020-01-02', '长期'], []],
    ['one of them missing', period, ['1', '2020-01-02', null], []],
    ['one of them in error', period, ['1', '2020-02-30', '2020-01-01'], [['from', 'date-not-real']]],
    ['a month and a day within it', monthAndDay, ['1', '202001', '2020-01-15'], []],
    ['a month after the day', monthAndDay, ['1', '202002', '2020-01-15'], [['to', 'dates-out-of-order']]],
    ['the sum', sum, [0.3, 0.1, 0.2], []],
    ['the sum within the tolerance', sum, [0.32, 0.1, 0.2], []],
    ['the sum at the tolerance, beside the rounding of binary fractions', sum, [1.12, 1, 0.1], []],
    ['the sum beyond the tolerance', sum, [0.33, 0.1, 0.2], [['total', 'sum-differs', 'warning']]],
    ['a part is missing', sum, [5, 1, null], []],
    ['father and mother', parents, ['1', '41110219900307001X', '411121197212310024'], []],
    [
      'father and mother are one',
      parents,
      ['1', '41110219900307001X', '41110219900307001x'],
      [['mother', 'values-not-different']],
    ],
    ['both empty are not the same', parents, ['1', null, null], []],
    ['none of two filled', any, ['1', null, '-'], [['a', 'none-filled']]],
    ['one of two filled', any, ['1', null, '有'], []],
    ['one of two filled wrongly', any, ['1', '一二三四', null], [['a', 'text-too-long']]],
    ['filled when it must be', when, ['1', '女', '2020-01-01'], []],
    ['empty when it must be filled', when, ['1', '2', null], [['b', 'filled-when-empty']]],
    ['in error when it must be filled', when, ['1', '女', '某日'], [['b', 'date-format']]],
    ['empty when it need not be filled', when, ['1', '男', null], []],
    ['the certificate agrees', disabled, ['41110219900307001X43', '41110219900307001X', '4', '3'], []],
    [
      'the certificate disagrees with all three',
      disabled,
      ['41110219900307001X43', '411121197212310024', '5', '2'],
      [
        ['id', 'disability-certificate-parts-differ'],
        ['category', 'disability-certificate-parts-differ'],
        ['grade', 'disability-certificate-parts-differ'],
      ],
    ],
    ['only a word for the category', disabled, ['41110219900307001X43', null, '肢体残疾', null], []],
  ];
  test.each(rows)('%s', (_name, content, cells, faults) => {
    expect(check(content, cells).faults).toEqual(faults);
  });

  test('a required column that an old template did not have leaves its rule silent', () => {
    expect(check(when, ['1', '女'], [0, 1, -1]).faults).toEqual([]);
  });

  test.each<RowRule>([
    { kind: 'in-order', first: 'from', second: 'nowhere' },
    { kind: 'different', first: 'nowhere', second: 'to' },
  ])('a rule that names a field which is not there cannot be compiled: $kind', (rule) => {
    expect(() => check(contentOf(period.fields, [rule]), [])).toThrow('nowhere');
  });
});
