import { describe, expect, test } from 'vitest';
import { cronTimes } from '../../../lib/adapters/sources/cron-times.ts';
import {
  describeCron,
  describeReconcileOf,
  describeTimesOf,
  describeWindowOf,
  readRhythm,
  writeRhythm,
} from '../../../schemas/collection/sources/rhythm.ts';

// prettier-ignore
const usual: readonly (readonly [cron: string, words: string])[] = [
  ['* * * * *', '每分钟'],
  ['*/5 * * * *', '每 5 分钟'],
  ['0 * * * *', '每小时（整点）'],
  ['20 * * * *', '每小时（第 20 分钟）'],
  ['0 */2 * * *', '每 2 小时（整点）'],
  ['0 2 * * *', '每天 02:00'],
  ['30 2,14 * * *', '每天 02:30、14:30'],
  ['0 3 * * 0', '每周日 03:00'],
  ['0 3 * * 7', '每周日 03:00'],
  ['0 3 * * 1,3', '每周一、周三 03:00'],
  ['15 8 * * 1-5', '每周一、周二、周三、周四、周五 08:15'],
  ['0 1 1 * *', '每月 1 日 01:00'],
  ['0 1 1,15 * *', '每月 1 日、15 日 01:00'],
  ['0 23 L * *', '每月最后一天 23:00'],
  ['0 1 1 1,4,7,10 *', '每年 1、4、7、10 月的 1 日 01:00'],
];

// prettier-ignore
const unusual: readonly (readonly [why: string, cron: string])[] = [
  ['a step that does not divide the hour', '*/7 * * * *'],
  ['a step that does not divide the day', '0 */5 * * *'],
  ['several minutes an hour', '0,30 2 * * *'],
  ['a step within hours', '0 8-18/2 * * *'],
  ['too many times a day', '0 8-18 * * *'],
  ['day of month or day of week', '0 2 1 * 1'],
  ['every day of a month', '0 2 * 6 *'],
  ['names instead of numbers', '0 2 * * MON'],
  ['the nearest weekday', '0 2 15W * *'],
  ['a range that runs backwards', '0 2 * * 5-1'],
  ['an hour that no day has', '0 24 * * *'],
  ['more than five parts', '0 0 2 * * *'],
];

describe('a timetable in words', () => {
  test.each(usual)('%s is %s', (cron, words) => {
    expect(describeCron(cron)).toBe(words);
  });

  test.each(unusual)('%s is quoted as it is: %s', (_, cron) => {
    expect(describeCron(cron)).toBe(`按以下时间表达式：${cron}`);
  });

  test.each(usual)('%s is written back with the same times', (cron) => {
    const rhythm = readRhythm(cron);
    if (rhythm === null) throw new Error(`no rhythm in ${cron}`);
    const written = writeRhythm(rhythm);
    expect(readRhythm(written)).toEqual(rhythm);
    for (const after of ['2020-11-30T15:59:00.000Z', '2020-12-31T18:00:00.000Z', '2021-02-28T16:30:00.000Z'])
      expect(cronTimes.afterCron(written, after)).toBe(cronTimes.afterCron(cron, after));
  });

  test('cycle, no comparison and hours have words of their own', () => {
    expect([
      describeTimesOf({ times: 'cycle' }),
      describeTimesOf({ times: '0 4 * * *' }),
      describeReconcileOf({ reconcile: 'never' }),
      describeReconcileOf({ reconcile: '0 3 * * 0' }),
      describeWindowOf({}),
      describeWindowOf({ window: { from: '01:00', to: '05:30' } }),
      describeWindowOf({ window: { from: '22:00', to: '06:00' } }),
    ]).toEqual([
      '按目录的更新周期',
      '每天 04:00',
      '不核对',
      '每周日 03:00',
      '全天',
      '01:00 至 05:30',
      '22:00 至次日 06:00',
    ]);
  });
});
