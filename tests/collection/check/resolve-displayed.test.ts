import { describe, expect, test } from 'vitest';
import { compileRowChecks } from '../../../lib/collection/check/compile-row-checks.ts';
import type { Cell } from '../../../lib/kernel/sheet.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { codeLists, contentOf, field } from './sample-content.ts';

const fields = {
  percent: field('value', '个人比例(%)', 'percent', { scale: 2, length: 5 }),
  rate: field('value', '增长率', 'decimal', { unit: '%', length: 10, scale: 4 }),
  money: field('value', '金额', 'money', { length: 12, scale: 2 }),
  yuan: field('value', '金额', 'money', { length: 12, scale: 2, unit: '元' }),
  tenThousands: field('value', '注册资本', 'money', { length: 12, scale: 6, unit: '万元' }),
  integer: field('value', '人数', 'integer', { length: 8 }),
  text: field('value', '院门牌', 'text'),
  localNumber: field('value', '个人账号', 'local-number'),
  citizenId: field('value', '身份证号', 'citizen-id'),
  code: field('value', '证件类型', 'code', { codeList: 'identity-document-kind' }),
  sex: field('value', '性别', 'code', { codeList: 'sex' }),
  yesNo: field('value', '是否有房', 'yes-no'),
  date: field('value', '批准日期', 'date'),
  month: field('value', '起始年月', 'year-month'),
} as const satisfies Readonly<Record<string, Field>>;

const shown = (value: number, text: string): Cell => ({ value, shown: text });
const madeOf35: Cell = { date: '2026-03-05' };

const table: [sentence: string, field: keyof typeof fields, cell: Cell, value: string | null, ...codes: string[]][] = [
  ['12% in a percentage', 'percent', { percent: '12' }, '12'],
  ['100% in a percentage', 'percent', { percent: '100' }, '100'],
  ['8.5% in a percentage', 'percent', { percent: '8.5' }, '8.5'],
  ['too many decimals in a percentage', 'percent', { percent: '33.3333333333333' }, null, 'decimal-places'],
  ['more than all', 'percent', { percent: '120' }, null, 'out-of-range'],
  ['12% where the unit is %', 'rate', { percent: '12' }, '12'],
  ['-5% where the unit is %', 'rate', { percent: '-5' }, '-5'],
  ['12% in an amount', 'money', { percent: '12' }, null, 'percent-not-expected'],
  ['12% in a text', 'text', { percent: '12' }, '12%'],
  ['00123456 in a number of the department', 'localNumber', shown(123_456, '00123456'), '00123456'],
  ['00123456 in a text', 'text', shown(123_456, '00123456'), '00123456'],
  ['0012 in a number', 'integer', shown(12, '0012'), '12'],
  ['12人 in a number', 'integer', shown(12, '12人'), '12'],
  ['5万人 in a number of people', 'integer', shown(5, '5万人'), null, 'number-format'],
  ['5万 in an amount without a unit', 'money', shown(5, '5万'), null, 'number-format'],
  ['12千克 in a number', 'integer', shown(12, '12千克'), '12'],
  ['12.50% that multiplies nothing, in an amount', 'money', shown(12.5, '12.50%'), null, 'percent-not-expected'],
  ['12.50% that multiplies nothing, in a percentage', 'percent', shown(12.5, '12.50%'), '12.5'],
  ['12.50万元 in an amount of yuan', 'yuan', shown(12.5, '12.50万元'), '125000'],
  ['500.00元 in an amount of yuan', 'yuan', shown(500, '500.00元'), '500'],
  ['500元 in an amount of ten thousands', 'tenThousands', shown(500, '500元'), '0.05'],
  ['5.00USD in an amount of yuan', 'yuan', shown(5, '5.00USD'), null, 'number-unit'],
  ['12.50万元 in a text', 'text', shown(12.5, '12.50万元'), '12.50万元'],
  ['1 shown as 001 in a code', 'code', shown(1, '001'), '001'],
  ['1 shown as 0001 in a code', 'code', shown(1, '0001'), '001'],
  ['2 shown as 女 in a code', 'sex', shown(2, '女'), '2'],
  ['20201130 shown as a day', 'date', shown(20_201_130, '2020-11-30'), '2020-11-30'],
  ['202011 shown as a month', 'month', shown(202_011, '2020-11'), '2020-11'],
  ['a number shown smaller in an amount', 'money', { scaled: 123_456 }, null, 'scaled-number'],
  ['a number shown smaller in a text', 'text', { scaled: 123_456 }, null, 'scaled-number'],
  ['3-5 that became a day, in a text', 'text', madeOf35, null, 'date-made-by-excel'],
  ['in a number of the department', 'localNumber', madeOf35, null, 'date-made-by-excel'],
  ['in an identity number', 'citizenId', madeOf35, null, 'date-made-by-excel'],
  ['in a code', 'code', madeOf35, null, 'date-made-by-excel'],
  ['in an amount', 'money', madeOf35, null, 'date-made-by-excel'],
  ['3:5 that became a time', 'text', { date: '03:05:00' }, null, 'date-made-by-excel'],
  ['a day in a date', 'date', madeOf35, '2026-03-05'],
  ['3-5 in a date', 'date', { ...madeOf35, lacks: 'year' }, '2026-03-05', 'date-year-not-shown'],
  ['2020年12月 in a date', 'date', { date: '2020-12-01', lacks: 'day' }, '2020-12-01', 'date-day-not-shown'],
  ['another day of the month in a date', 'date', { date: '2020-12-05', lacks: 'day' }, '2020-12-05'],
  ['2020年12月 in a month', 'month', { date: '2020-12-01', lacks: 'day' }, '2020-12'],
  ['TRUE in a text', 'text', true, null, 'logical-cell'],
  ['FALSE in an identity number', 'citizenId', false, null, 'logical-cell'],
  ['TRUE in a code', 'sex', true, null, 'logical-cell'],
  ['TRUE in a yes or no', 'yesNo', true, '1'],
  ['FALSE in a yes or no', 'yesNo', false, '0'],
];

describe('a field takes what the officer sees', () => {
  const rows = table.map(([sentence, name, cell, value, ...codes]) => ({ sentence, name, cell, value, codes }));
  test.each(rows)('$sentence', ({ name, cell, value, codes }) => {
    const found: string[] = [];
    const values: (string | null)[] = [];
    const check = compileRowChecks({
      content: contentOf([fields[name]]),
      codeLists,
      columns: [0],
      today: '2026-06-30',
    });
    check([cell], values, (fault) => found.push(fault.code));
    expect({ values, found }).toEqual({ values: [value], found: codes });
  });
});
