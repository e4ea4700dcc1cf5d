import type { SourceChannel, SourceState } from './source.ts';

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
