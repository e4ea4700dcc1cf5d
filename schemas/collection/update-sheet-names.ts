import type { SheetChange, SheetState } from './update-sheet.ts';

/** As officers read them. */
export const sheetStateNames = {
  'to-sign': '待部门确认',
  waiting: '待信息中心确认',
  returned: '已退回',
  'to-renew': '须重新确认',
  'in-force': '有效',
} as const satisfies Record<SheetState, string>;

export const sheetChangeNames = {
  cycle: '目录的更新周期已改变',
  channel: '新增了归集方式',
  person: '负责人或联系人已变动',
} as const satisfies Record<SheetChange, string>;
