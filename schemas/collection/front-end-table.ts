import { z } from 'zod';

/** PostgreSQL and what speaks its protocol (KingbaseES, openGauss), MySQL or MariaDB. */
export const DatabaseSystem = z.enum(['postgresql', 'mysql']);
export type DatabaseSystem = z.infer<typeof DatabaseSystem>;

export const FrontEndScript = z.enum(['table', 'accounts']);
export type FrontEndScript = z.infer<typeof FrontEndScript>;

/** Columns beside the dataset's own (standards §4.2), in this order. */
export const auditColumns = {
  op_flag: '操作标志：I 新增，U 变更，D 删除。删除一条记录时把此列改为 D，不要删除数据行',
  batch_no: '批次号，由部门自定，可以不填',
  create_time: '本行写入的时间，由数据库填写',
  update_time: '本行最后一次变更的时间，由数据库填写；平台按它读取增量',
  exchange_status: '交换状态，由平台回写：0 待交换，1 已接收，2 未接收',
  exchange_time: '平台处理本行的时间，由平台回写',
  error_msg: '未接收的原因，由平台回写；详见同名的 _rejected 表',
} as const;
export type AuditColumn = keyof typeof auditColumns;
