import { describe, expect, test } from 'vitest';
import {
  addDays,
  addingFault,
  describeSpan,
  removeDays,
  toSpans,
} from '../../../portal/src/departments/admin/holidays/day-spans.ts';

test.each([
  ['nothing', [], []],
  ['neighbours, in any order', ['2026-01-03', '2026-01-01', '2026-01-02'], ['1月1日（周四）至1月3日（周六），3 天']],
  ['days apart', ['2026-10-10', '2026-09-20'], ['9月20日（周日）', '10月10日（周六）']],
  ['over the end of a month', ['2026-02-28', '2026-03-01'], ['2月28日（周六）至3月1日（周日），2 天']],
] as const)('days are said as an announcement does: %s', (_, days, words) => {
  expect(toSpans(days).map(describeSpan)).toEqual(words);
});

test('days are added once, in order, and removed by their span', () => {
  const days = addDays(['2026-10-02', '2026-12-01'], { from: '2026-10-01', to: '2026-10-03' });
  expect(days).toEqual(['2026-10-01', '2026-10-02', '2026-10-03', '2026-12-01']);
  expect(removeDays(days, { from: '2026-10-01', to: '2026-10-03' })).toEqual(['2026-12-01']);
});

describe('days that cannot be added', () => {
  const lists = { holidays: ['2026-10-03'], makeUpDays: ['2026-10-10'] };
  test.each([
    ['no day', ['holidays', '', ''], '请选择日期。'],
    ['no last day', ['holidays', '2026-05-01', ''], '请选择日期。'],
    ['another year', ['holidays', '2026-12-31', '2027-01-01'], '请选择 2026 年的日期。'],
    ['the wrong way round', ['holidays', '2026-05-05', '2026-05-01'], '最后一天不能早于第一天。'],
    ['more than a month', ['holidays', '2026-05-01', '2026-06-01'], '一次放假不会超过 31 天，请核对日期。'],
    [
      'off on a made-up day',
      ['holidays', '2026-10-09', '2026-10-10'],
      '10月10日（周六）已列为调休上班，请先从那里移除。',
    ],
    ['work on a holiday', ['makeUpDays', '2026-10-03', '2026-10-03'], '10月3日（周六）已列为放假，请先从那里移除。'],
    [
      'a made-up Friday',
      ['makeUpDays', '2026-10-09', '2026-10-09'],
      '10月9日（周五）不是周六或周日，本来就上班。请核对日期。',
    ],
    ['a month off', ['holidays', '2026-05-01', '2026-05-31'], null],
    ['a made-up Sunday', ['makeUpDays', '2026-09-20', '2026-09-20'], null],
    ['a holiday again', ['holidays', '2026-10-03', '2026-10-03'], null],
  ] as const)('%s', (_, [list, from, to], fault) => {
    expect(addingFault({ list, from, to, year: 2026 }, lists)).toBe(fault);
  });
});
