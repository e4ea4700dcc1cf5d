import type { DataType } from '../../../schemas/catalogue/field.ts';

/** What an officer calls the letters and digits of the catalogue (发改高技〔2017〕1272号). */
export const dataTypeNames = {
  C: '字符型',
  N: '数值型',
  Y: '货币型',
  D: '日期型',
  T: '日期时间型',
  L: '逻辑型',
  M: '备注型',
  G: '通用型',
  B: '双精度型',
  I: '整型',
  F: '浮点型',
} as const satisfies Record<DataType, string>;

export const updateCycleNames = {
  '1': '实时',
  '2': '每日',
  '3': '每周',
  '4': '每月',
  '5': '每季度',
  '6': '每半年',
  '7': '每年',
  '8': '不定期',
  '9': '不更新',
} as const;

export const shareTypeNames = { 1: '无条件共享', 2: '有条件共享', 3: '不予共享' } as const;

export const sensitivityNames = { 1: '1 公开', 2: '2 内部', 3: '3 敏感', 4: '4 高度敏感' } as const;
