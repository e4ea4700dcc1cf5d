import type { NonDataKind } from './row-kinds.ts';

export const nonDataNames: Readonly<Record<NonDataKind, string>> = {
  total: '合计、小计',
  note: '注释、说明',
  signature: '填表人、审核人、日期等签署',
  heading: '重复的表头、标题或计量单位',
  numbering: '列号',
};
