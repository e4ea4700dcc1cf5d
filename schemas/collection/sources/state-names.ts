import type { SourceChannel, SourceState } from './source.ts';

/** What people read for each state of a source, and for the doors. */
export const sourceStateNames = {
  registered: '待审核',
  returned: '退回修改',
  running: '运行',
  paused: '暂停',
  retired: '停用',
} as const satisfies Record<SourceState, string>;
export const sourceChannelNames = { interface: '服务接口', database: '前置库' } as const satisfies Record<
  SourceChannel,
  string
>;
