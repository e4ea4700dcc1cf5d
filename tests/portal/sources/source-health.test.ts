import { describe, expect, test } from 'vitest';
import { describeHealth, isTested, sortByUrgency } from '../../../portal/src/collection/sources/source-health.ts';
import {
  type Source,
  type SourceRecord,
  type SourceTest,
  toSource,
} from '../../../schemas/collection/sources/source.ts';
import { buildSource } from '../../collection/sources/build-source.ts';

const clock = { now: new Date('2020-12-05T06:00:00.000Z'), format: (iso: string) => iso.slice(5, 16) };
const health = buildSource().health;
const succeeded = {
  at: '2020-12-05T05:00:00.000Z',
  purpose: 'timetable',
  rows: 1200,
  pages: 3,
  seconds: 1,
  rowsPerSecond: 1200,
  changed: 5,
  removed: 0,
  rejected: 0,
} as const;
const failed = { at: '2020-12-05T05:30:00.000Z', code: 'not-reachable', detail: '连接不上数据源。' } as const;
const tested: SourceTest = {
  at: '2020-12-05T05:00:00.000Z',
  by: 'zhao-min',
  declarationVersion: 1,
  ok: true,
  rows: 5,
  rejected: 0,
  fields: [],
};
const decided = (kind: 'returned' | 'paused' | 'retired') => ({
  decisions: [{ kind, by: 'liu-yang', at: '2020-12-05T05:00:00.000Z', reason: '端口不通' }],
});

const view = (changes: Partial<SourceRecord>, shown: Partial<Source> = {}): Source => ({
  ...toSource(buildSource(changes)),
  ...shown,
});

const cases: readonly (readonly [source: Source, tone: string, sentence: string])[] = [
  [view({ state: 'registered' }), 'waiting', '登记内容还没有测试。请先测试调用，核对与目录的对应。'],
  [
    view({ state: 'registered', declarationVersion: 2, test: tested }),
    'waiting',
    '登记内容还没有测试。请先测试调用，核对与目录的对应。',
  ],
  [view({ state: 'registered', test: tested }), 'waiting', '测试成功，等待信息中心确认。确认后按时间表读取。'],
  [
    view({ state: 'registered', test: { ...tested, ok: false, fault: failed } }),
    'bad',
    '测试没有成功：连接不上数据源。',
  ],
  [
    view({ state: 'returned', ...decided('returned') }),
    'bad',
    '信息中心已退回：“端口不通”。请提供部门修改后重新登记。',
  ],
  [view({ state: 'paused', ...decided('paused') }), 'idle', '已暂停，不再自动读取：“端口不通”。'],
  [view({ state: 'retired', ...decided('retired') }), 'idle', '已停用：“端口不通”。'],
  [view({}), 'running', '已确认，即将开始第一次读取。'],
  [
    view({ nextRunAt: '2020-12-05T20:00:00.000Z', health: { ...health, streak: 1, lastSuccess: succeeded } }),
    'good',
    '运行正常，12-05T05:00 读取 1,200 行，下次 12-05T20:00。',
  ],
  [
    view({ health: { ...health, streak: 1, lastSuccess: succeeded } }, { rejectedRowCount: 2 }),
    'waiting',
    '12-05T05:00 读取 1,200 行，另有 2 条退回行待改正。',
  ],
  [
    view({
      nextRunAt: '2020-12-05T06:10:00.000Z',
      health: { ...health, streak: -3, lastSuccess: succeeded, lastFailure: failed },
    }),
    'bad',
    '12-05T05:00 以后，连续失败 3 次：连接不上数据源。平台将在 12-05T06:10 再试。',
  ],
  [
    view({ health: { ...health, streak: -1, lastFailure: failed } }),
    'bad',
    '从未成功，连续失败 1 次：连接不上数据源。',
  ],
  [
    view({
      health: { ...health, waitingFor: { delivery: '01JE0000000000000000000001', status: 'awaiting-approval' } },
    }),
    'waiting',
    '读到的一批数据等待放行，处理后才会继续读取。',
  ],
];

describe('a source’s health in one sentence', () => {
  test.each(cases.map(([source, tone, sentence]) => ({ source, tone, sentence })))(
    '$tone: $sentence',
    ({ source, tone, sentence }) => {
      expect(describeHealth(source, clock)).toEqual({ tone, sentence });
    },
  );

  test('the failing come first, those that failed most often before the others; the unused come last', () => {
    const sources = [
      view({ dataset: 'paused', state: 'paused' }),
      view({ dataset: 'good', health: { ...health, streak: 4, lastSuccess: succeeded } }),
      view({ dataset: 'once', health: { ...health, streak: -1, lastFailure: failed } }),
      view({ dataset: 'registered', state: 'registered' }),
      view({ dataset: 'often', health: { ...health, streak: -9, lastFailure: failed } }),
    ];
    expect(sortByUrgency(sources, clock).map(([{ dataset }]) => dataset)).toEqual([
      'often',
      'once',
      'registered',
      'good',
      'paused',
    ]);
  });

  test('only a successful test of the declaration as it is now counts', () => {
    expect([
      isTested({ declarationVersion: 1 }),
      isTested({ declarationVersion: 1, test: tested }),
      isTested({ declarationVersion: 2, test: tested }),
      isTested({ declarationVersion: 1, test: { ...tested, ok: false } }),
    ]).toEqual([false, true, false, false]);
  });
});
