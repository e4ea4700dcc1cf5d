import type { DeliveryStatus } from './delivery.ts';

export const statusNames = {
  'awaiting-upload': '等待上传',
  received: '已收到',
  ingesting: '正在检查',
  loading: '正在入库',
  'awaiting-approval': '等待确认',
  published: '已公开',
  returned: '已退回',
  failed: '处理失败',
  discarded: '已作废',
} as const satisfies Record<DeliveryStatus, string>;
