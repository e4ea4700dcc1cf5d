import { describe, expect, test } from 'vitest';
import { buildFailedRowsSpec } from '../../../lib/collection/annotate/annotation-text.ts';
import { buildTemplate } from '../../../lib/collection/template/build-template.ts';
import { buildTemplateColumn } from '../../../lib/collection/template/template-column.ts';
import { FieldFormat } from '../../../schemas/catalogue/field.ts';
import { codeLists, fieldOf, licenceFields, versionOf } from './sample-version.ts';

const spec = buildTemplate(versionOf(), codeLists, { department: '市农业农村局' });

describe('the columns of a template', () => {
  test.each([
    ['licence', '*许可证编号', '@', 'text', null],
    ['holder', '*持有人', '@', 'text', null],
    ['id_number', '身份证号', '@', 'text', null],
    ['sex', '性别', '@', 'text', { list: '性别', labels: ['男', '女'], strict: true }],
    ['odd', '选项', '@', 'text', { list: '带逗号的选项', labels: ['甲,乙', '丙'], strict: true }],
    ['issued_on', '发证日期', 'yyyy-mm-dd', 'date', null],
    ['valid_until', '有效期止', 'yyyy-mm-dd', 'date-or-text', null],
    ['registered_at', '登记时间', 'yyyy-mm-dd hh:mm:ss', 'date-time', null],
    ['amount', '金额', '0.00', 'number', null],
    ['valid', '是否有效', '@', 'text', { list: '是否', labels: ['是', '否'], strict: true }],
    ['phone', '联系电话', '@', 'text', null],
  ])('%s', (field, ...expected) => {
    const [heading, numberFormat, kind, choices] = expected;
    const column = spec.columns.find((one) => one.field === field);
    expect(column).toMatchObject({ heading, numberFormat, kind, choices });
  });

  const digitsAsTyped = [
    'citizen-id',
    'identity-document',
    'organization-code',
    'credit-code',
    'credit-code-or-organization-code',
    'credit-code-or-registration-number',
    'citizen-id-or-credit-code',
    'taxpayer-id',
    'division',
    'vin',
    'engine-number',
    'phone',
    'post-code',
    'bank-card',
    'real-estate-unit',
    'real-estate-certificate',
    'state-land-certificate',
    'parcel-number',
    'map-sheet',
    'marriage-certificate',
    'construction-permit',
    'planning-permit',
    'disability-certificate',
    'driving-licence',
    'birth-certificate',
    'local-number',
    'repayment-months',
  ];
  test.each(digitsAsTyped)('a column of %s is text, so that Excel keeps every digit', (format) => {
    const field = fieldOf('号码', { format: FieldFormat.parse(format) });
    expect(buildTemplateColumn(field, codeLists).numberFormat).toBe('@');
  });

  test('a list that is not controlled only asks', () => {
    expect(spec.columns.find(({ field }) => field === 'street')?.choices?.strict).toBe(false);
  });

  test('hints say whether, what, how long, which unit and until when', () => {
    const hints = Object.fromEntries(spec.columns.map(({ field, hint }) => [field, hint]));
    expect(hints['licence']).toMatch(/^〔填写提示〕必填。/);
    expect(hints['holder']).toMatch(/^必填。.*最多 50 个字。$/);
    expect(hints['sex']).toBe('选填。请从下拉列表中选择，也可填写对应的代码。');
    expect(hints['issued_on']).toMatch(/2020-11-30.*不能晚于填报当天。$/);
    expect(hints['amount']).toMatch(/单位：元。$/);
  });

  test('a code list that is not in the catalogue is a failure', () => {
    expect(() => buildTemplateColumn(fieldOf('性别', { format: 'code', codeList: 'gone' }), codeLists)).toThrow('gone');
  });
});

describe('填写说明', () => {
  const { facts, steps, dictionary, codeTables } = spec.explanation;

  test('says what the dataset is', () => {
    expect(Object.fromEntries(facts)).toMatchObject({
      信息资源名称: '捕捞许可证信息',
      信息资源代码: '307001/000001',
      目录版本: '第 1 版（2020-11-20 发布）',
      提供部门: '市农业农村局',
      更新周期: '每月',
      共享类型: '有条件共享：作为行政依据使用。',
      业务主键: '许可证编号（同一主键只填一行）',
    });
  });

  test('says where to hand it in and how large it may be', () => {
    const named = buildTemplate(versionOf(), codeLists, { department: '市农业农村局', uploadAt: '门户首页的' });
    expect(named.explanation.steps.join('')).toContain('在门户首页的“捕捞许可证信息”处上传');
    expect(steps.join('')).toContain('200 MB');
    expect(steps.join('')).toContain('从第 3 行开始');
    expect(steps.join('')).toContain('第 50002 行');
  });

  test('explains every field, in order', () => {
    expect(dictionary.map(({ number, label }) => [number, label])).toEqual(
      licenceFields.map(({ label }, i) => [i + 1, label]),
    );
    expect(dictionary[3]).toMatchObject({
      required: '选填',
      type: '字符型 C',
      length: '1',
      values: '1 男；2 女',
      sensitivity: '2 内部',
      example: '',
    });
    expect(dictionary[9]).toMatchObject({ type: '数值型 N', length: '12,2' });
  });

  test('a long code list has a table of its own', () => {
    expect(dictionary[4]?.values).toBe('见下方代码表“街道”，共 60 项。');
    expect(codeTables.map(({ name, rows }) => [name, rows.length])).toEqual([['街道', 60]]);
  });
});

test('the same version gives the same template, whatever has happened to it since', () => {
  expect(
    buildTemplate(versionOf(licenceFields, { status: 'withdrawn', updatedAt: '2021-01-01T00:00:00.000Z' }), codeLists, {
      department: '市农业农村局',
    }),
  ).toEqual(spec);
});

test('the form with the failed rows says first what it holds', () => {
  const failed = buildFailedRowsSpec(spec, { fileName: '十一月.xlsx', rowsRejected: 150_000 });
  expect(failed.explanation.steps[0]).toBe(
    '本文件只含“十一月.xlsx”中因错误未通过的行，共 150,000 行，这里是前 100,000 行。批注中写有原来的行号和处理办法；改正后请以“增量”方式上传。',
  );
  expect(failed.explanation.steps.slice(1)).toEqual(spec.explanation.steps);
  expect(failed.marks).toEqual(spec.marks);
});
