import { expect, test } from 'vitest';
import { describeEvent } from '../../../portal/src/frame/dataset/event-words.ts';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';

const base = {
  entity: 'x',
  number: 0,
  at: '2020-12-01T00:00:00.000Z',
  by: 'officer-1',
  department: 'housing',
  dataset: 'permits',
} as const;

test.each<[string, Pick<EventRecord, 'kind' | 'to'> & Partial<EventRecord>]>([
  ['目录第 1 版系统初始化', { kind: 'dataset-version', version: 1, to: 'published', action: 'seeded' }],
  ['目录第 2 版起草', { kind: 'dataset-version', version: 2, to: 'draft' }],
  ['目录第 2 版提交审核', { kind: 'dataset-version', version: 2, to: 'submitted' }],
  ['目录第 2 版退回修改', { kind: 'dataset-version', version: 2, to: 'returned' }],
  ['目录第 2 版审核通过', { kind: 'dataset-version', version: 2, to: 'registered' }],
  ['目录第 2 版发布', { kind: 'dataset-version', version: 2, to: 'published' }],
  ['目录第 1 版被新版本取代', { kind: 'dataset-version', version: 1, to: 'superseded' }],
  ['电子表格第一次入库，开始试运行', { kind: 'link', channel: 'excel', to: 'on-trial' }],
  [
    '前置库挂接经信息中心确认，1,200 条记录对外公开',
    { kind: 'link', channel: 'database', to: 'linked', counts: { records: 1200 } },
  ],
  ['服务接口数据源登记', { kind: 'source', channel: 'interface', to: 'registered', action: 'registered' }],
  [
    '服务接口数据源测试调用，首页 9 行中有 2 行不合要求',
    { kind: 'source', channel: 'interface', to: 'registered', action: 'tested', counts: { rows: 9, rejected: 2 } },
  ],
  [
    '前置库数据源确认，首页 9 行',
    { kind: 'source', channel: 'database', to: 'running', action: 'confirmed', counts: { rows: 9 } },
  ],
  [
    '资料存入：接口文档，第 2 版',
    { kind: 'archive', action: 'interface-document', to: 'archived', counts: { number: 2 } },
  ],
  ['资料撤回：会议纪要，第 1 版', { kind: 'archive', action: 'minutes', to: 'withdrawn', counts: { number: 1 } }],
  ['前置库数据源读取开始失败', { kind: 'source', channel: 'database', to: 'running', action: 'failing' }],
  [
    '前置库数据源恢复正常读取，此前连续失败 3 次',
    { kind: 'source', channel: 'database', to: 'running', action: 'recovered', counts: { failures: 3 } },
  ],
])('%s', (words, event) => {
  expect(describeEvent({ ...base, ...event })).toBe(words);
});
