import { describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { toPinyin } from '../../../lib/adapters/catalogue/to-pinyin.ts';
import { proposeFields } from '../../../lib/catalogue/propose/propose-fields.ts';
import type { Cell, MergedRange } from '../../../lib/kernel/sheet.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';

const codeLists = [...seedCodeLists().values()];
const rules = { codeLists, today: '2020-11-30', toPinyin };

/** The topmost row is the header, or what stands above it. */
function propose(rows: readonly (readonly Cell[])[], merges: readonly MergedRange[] = []) {
  return proposeFields({ rows: rows.map((cells, i) => ({ row: i + 1, cells })), merges }, rules);
}

/** A column of these values, beside one that makes each row a record. */
function proposeColumn(heading: string, values: readonly Cell[]) {
  const found = propose([['行标记', heading], ...values.map((value, i) => [`甲${i}`, value])]);
  const proposal = found?.fields[1];
  if (proposal === undefined) throw new Error('no field was proposed');
  return proposal;
}

const repeat = (values: readonly Cell[], count: number): readonly Cell[] =>
  Array.from({ length: count }, (_, i) => values[i % values.length] ?? null);

const citizen = '41110219900307001X';
const credit = '91411100MA44444442';

describe('a column becomes a field', () => {
  // prettier-ignore
  test.each([
    ['an id number by heading and check character', '身份证号码', [citizen], { format: 'citizen-id', type: 'C', length: 18, sensitivity: 3, mask: 'citizen-id' }],
    ['an id number without a telling heading', '备用列', [citizen], { format: 'citizen-id' }],
    ['a masked id number is personal all the same', '身份证号', ['41110219900307XXXX'], { format: 'local-number', sensitivity: 3 }],
    ['a mobile number in number cells', '联系电话', [13_800_138_000], { format: 'phone', mask: 'mobile' }],
    ['a person', '法定代表人', ['王芳', '李明'], { format: 'person-name', mask: 'name', sensitivity: 2 }],
    ['a day as text', '登记日期', ['2020-11-30', '2020/1/2'], { format: 'date', type: 'D', length: 10 }],
    ['a day in date cells', '办理', [{ date: '2020-11-30' }], { format: 'date', type: 'D' }],
    ['a moment', '更新时间', [{ date: '2020-11-30T08:30:00' }], { format: 'date-time', type: 'T' }],
    ['a day, though the heading says time', '发证时间', [{ date: '2020-11-30' }], { format: 'date' }],
    ['an open end', '有效期止', ['2020-11-30', '长期', '长期'], { format: 'date-or-open-end' }],
    ['two days in one cell', '有效期', ['2020-01-01至2025-01-01'], { format: 'date-range' }],
    ['a year', '年度', ['2019', '2020'], { format: 'year' }],
    ['whole numbers', '床位数', [12, 3_400], { format: 'integer', type: 'I', length: 6 }],
    ['decimals with their places', '得分', [1.25, 33.5], { format: 'decimal', type: 'N', scale: 2 }],
    ['money with the unit of its heading', '注册资本（万元）', [500, 12.5], { format: 'money', type: 'Y', unit: '万元', scale: 2 }],
    ['an area', '建筑面积(平方米)', [89.57], { format: 'area', unit: '平方米' }],
    ['a percent cell', '完成', [{ percent: '12.5' }], { format: 'percent' }],
    ['numbers with leading zeros are texts', '批次', ['001', '002'], { format: 'text' }],
    ['numbers that name things are no numbers', '档案编号', [20_200_001, 20_200_002], { format: 'local-number', type: 'C' }],
    ['yes or no', '是否低保', ['是', '否'], { format: 'yes-no', type: 'L' }],
    ['words of an existing list', '民族', ['汉族', '回族', '汉'], { format: 'code', codeList: 'ethnic-group' }],
    ['bare codes of a list with its name', '性别', ['1', '2'], { format: 'code', codeList: 'sex' }],
    ['bare codes under another heading', '档位', ['1', '2'], { format: 'integer' }],
    ['where people live', '家庭住址', ['漯河市源汇区人民路1号'], { format: 'text', sensitivity: 3, mask: 'address' }],
    ['long texts', '经营范围', ['字'.repeat(900)], { format: 'text', type: 'M', length: 2_000 }],
    ['a credit code', '单位代码', [credit], { format: 'local-number' }],
  ] as const)('%s', (_, heading, values, expected) => {
    expect(proposeColumn(heading, repeat(values, 12)).field).toMatchObject(expected);
  });

  test('an empty column follows its heading', () => {
    const { field, filled, reason } = proposeColumn('联系电话', [null, null]);
    expect({ format: field.format, filled, reason }).toEqual({
      format: 'phone',
      filled: 0,
      reason: '这一列没有内容，按表头“联系电话”推断为电话号码，涉及个人信息，建议按敏感数据保护。',
    });
  });

  test('what does not fit is counted and said', () => {
    const { fitting, filled, reason } = proposeColumn('身份证号', [...repeat([citizen], 9), '411102']);
    expect({ fitting, filled }).toEqual({ fitting: 9, filled: 10 });
    expect(reason).toContain('其中 1 行不符合这个格式');
  });

  test('few words that repeat become a new list, the most frequent first', () => {
    const { newCodes, field } = proposeColumn('养护等级', repeat(['甲类', '乙类', '乙类'], 30));
    expect(field.format).toBe('text');
    expect(newCodes).toEqual([
      { code: '1', label: '乙类', aliases: [] },
      { code: '2', label: '甲类', aliases: [] },
    ]);
  });

  test('cells that only say that there is nothing count as empty', () => {
    expect(proposeColumn('备注', ['/', '—', '已办结', null])).toMatchObject({ filled: 1, field: { required: false } });
  });

  test('personal examples are masked, in whatever column they stand', () => {
    expect(proposeColumn('姓名', repeat(['王小芳'], 6)).examples).toEqual(['王**']);
    expect(proposeColumn('备注', [`身份证${citizen}，电话13800138000`]).examples.join()).not.toMatch(
      /19900307|3800138/,
    );
  });
});

describe('a sheet', () => {
  test('a title above the header, a counter, a sum and a note are no fields and no rows', () => {
    const found = propose([
      ['2020 年养老机构一览表'],
      ['序号', '机构名称', '床位数', '地址'],
      [1, '康乐养老院', 120, '人民路1号'],
      [2, '福寿养老院', 80, '黄河路2号'],
      ['合计', null, 200, null],
      ['注：床位数以许可证为准。'],
    ]);
    expect(found?.rows).toBe(2);
    expect(found?.fields.map(({ column, field }) => `${column} ${field.label}`)).toEqual([
      'B 机构名称',
      'C 床位数',
      'D 地址',
    ]);
    expect(found?.leftOut).toEqual([{ column: 'A', reason: '这一列是序号，只表示行的先后，不作为信息项。' }]);
  });

  test('a header of two merged lines joins group and part', () => {
    const found = propose(
      [
        ['编号', '父亲', null, '母亲', null],
        [null, '姓名', '身份证号', '姓名', '身份证号'],
        ['A001', '王强', citizen, '李梅', citizen],
        ['A002', '王强', citizen, '李梅', citizen],
      ],
      [
        { firstRow: 1, lastRow: 2, firstColumn: 0, lastColumn: 0 },
        { firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 2 },
        { firstRow: 1, lastRow: 1, firstColumn: 3, lastColumn: 4 },
      ],
    );
    expect(found?.rows).toBe(2);
    expect(found?.fields.map(({ field }) => `${field.label} ${field.key}`)).toEqual([
      '编号 number',
      '父亲姓名 father_name',
      '父亲身份证号 father_id_number',
      '母亲姓名 mother_name',
      '母亲身份证号 mother_id_number',
    ]);
  });

  test('headings that stand twice get different names and keys', () => {
    const found = propose([
      ['名称', '电话', '电话'],
      ['甲', '3177000', '3177001'],
    ]);
    expect(found?.fields.map(({ field: { label, key } }) => `${label} ${key}`)).toEqual([
      '名称 name',
      '电话 phone',
      '电话2 phone_2',
    ]);
  });

  // prettier-ignore
  test.each([
    ['a number that is different in each row', ['证书编号', '单位'], [['A001', '甲'], ['A002', '甲']], ['zheng_shu_bian_hao']],
    ['two columns together', ['车牌号', '检验日期'], [['豫L1', '2020-01-01'], ['豫L1', '2020-02-01'], ['豫L2', '2020-01-01']], ['che_pai_hao', 'jian_yan_ri_qi']],
    ['nothing, when two rows are the same', ['单位', '类别'], [['甲', '一'], ['甲', '一']], []],
    ['no telephone alone', ['电话', '备注'], [['3177000', '甲'], ['3177001', '甲']], ['phone', 'remarks']],
  ] as const)('the key: %s', (_, header, rows, key) => {
    expect(propose([header, ...rows])?.key).toEqual(key);
  });

  test('key fields are required', () => {
    const found = propose([
      ['证书编号', '单位'],
      ['A001', '甲'],
      ['A002', '乙'],
    ]);
    expect(found?.fields.map(({ field }) => field.required)).toEqual([true, false]);
  });

  test('a sheet without rows proposes nothing', () => {
    expect([propose([]), propose([['只有一个标题']])]).toEqual([null, null]);
  });
});

test('workbooks of the 62 seed datasets: nine fields of ten get the format and list of the catalogue', () => {
  const compared = seedDatasets().flatMap(({ content }) => {
    const made = [...syntheticRows(content, seedCodeLists(), { seed: 3, count: 40, today: '2020-11-30' })];
    const found = propose([
      content.fields.map(({ label }) => label),
      ...made.map((row) => content.fields.map(({ key }) => row[key] ?? null)),
    ]);
    const byLabel = new Map(found?.fields.map(({ field }) => [field.label, field]));
    return content.fields.map(({ label, format, codeList }) => {
      const proposed = byLabel.get(label);
      return proposed?.format === format && (codeList === undefined || proposed.codeList === codeList);
    });
  });
  expect(compared.length).toBeGreaterThan(500);
  expect(compared.filter(Boolean).length / compared.length).toBeGreaterThan(0.9);
});
