import type { QuarantineReason } from './quarantine.ts';

/** What failed, and what to do next. */
export const quarantineReasons = {
  'data-rejected': '这条照面数据无法保存为证照，通常是内容过长。请部门核对这一行后重新报送。',
  'stored-unreadable': '这份证照已存的内容无法读取。请信息中心修复后选择重新制证，部门无须处理。',
  'processing-error': '生成证照时程序出错。请信息中心查明原因后选择重新制证，部门无须处理。',
} as const satisfies Record<QuarantineReason, string>;
