import type { Source } from '../../../../schemas/collection/sources/source.ts';

export const decisionNames = {
  registered: '登记',
  'secret-set': '登记凭据',
  tested: '测试调用',
  returned: '退回修改',
  confirmed: '确认',
  paused: '暂停',
  resumed: '恢复',
  'run-now': '立即读取',
  'run-from': '从指定位置读取',
  'reconcile-now': '立即核对',
  retired: '停用',
  replayed: '重放退回行',
} as const satisfies Record<Source['decisions'][number]['kind'], string>;
