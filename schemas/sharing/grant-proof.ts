import type { ProofFaultCode } from './grant.ts';

/** What a proof has found, in words for both parties and the centre. */
// prettier-ignore
export const proofFaultNames = {
  'field-not-granted': '给出了没有授权的信息项',
  'field-missing': '缺少已授权的信息项',
  'value-differs': '给出的值与入库的数据不一致',
  'mask-differs': '信息项没有按授权脱敏',
  'raw-value-shown': '应答中出现了不应给出的原值',
  'row-not-granted': '给出了授权范围以外的记录',
  'row-missing': '没有给出授权范围以内的记录',
  'refused': '应当给出时被拒绝',
  'answered-without-right': '应当拒绝时给出了应答',
} as const satisfies Record<ProofFaultCode, string>;

/** The audit log's name of a proof: an entry of its own, which is no use of the consumer's. */
export const proofOperation = 'prove-grant';
