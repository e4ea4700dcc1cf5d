import type { Channel } from './delivery.ts';

/** As officers read them. */
export const channelNames = { excel: '电子表格', interface: '服务接口', database: '前置库' } as const satisfies Record<
  Channel,
  string
>;
