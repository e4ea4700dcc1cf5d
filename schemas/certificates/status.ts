import { z } from 'zod';

/** 证照状态 (standards §3.4); not yet valid and expired follow from the dates. */
export const CertificateStatusCode = z.enum(['01', '02', '03', '04', '05', '06', '07', '99']);
export type CertificateStatusCode = z.infer<typeof CertificateStatusCode>;

export const certificateStatusNames = {
  '01': '有效',
  '02': '暂扣',
  '03': '撤销',
  '04': '注销',
  '05': '失效',
  '06': '办理转出',
  '07': '吊销',
  '99': '其他',
} as const satisfies Record<CertificateStatusCode, string>;

export const Operation = z.enum([
  'issue',
  'change',
  'withhold',
  'give-back',
  'rescind',
  'annul',
  'revoke',
  'lapse',
  'transfer-out',
  'cancel-transfer',
  'other',
]);
export type Operation = z.infer<typeof Operation>;

/** Codes from standards §3.4, ours from 11 on; 03, 04, 05 and 07 are final. `person` needs a reason. */
export const operations = {
  issue: { code: '01', name: '新发', from: [], to: '01', by: 'face-data' },
  change: { code: '09', name: '变更', from: ['01', '02', '06', '99'], to: null, by: 'face-data' },
  withhold: { code: '03', name: '暂扣', from: ['01'], to: '02', by: 'person' },
  'give-back': { code: '06', name: '暂扣发还', from: ['02'], to: '01', by: 'person' },
  lapse: { code: '04', name: '失效', from: ['01', '02', '06', '99'], to: '05', by: 'person' },
  // Also by face data, when the record was removed.
  annul: { code: '05', name: '注销', from: ['01', '02', '06', '99'], to: '04', by: 'person' },
  rescind: { code: '11', name: '撤销', from: ['01', '02', '06', '99'], to: '03', by: 'person' },
  revoke: { code: '12', name: '吊销', from: ['01', '02', '06', '99'], to: '07', by: 'person' },
  'transfer-out': { code: '13', name: '办理转出', from: ['01'], to: '06', by: 'person' },
  'cancel-transfer': { code: '10', name: '取消转出', from: ['06'], to: '01', by: 'person' },
  other: { code: '07', name: '其他', from: ['01', '02'], to: '99', by: 'person' },
} as const satisfies Record<
  Operation,
  {
    code: string;
    name: string;
    from: readonly CertificateStatusCode[];
    to: CertificateStatusCode | null;
    by: 'face-data' | 'person';
  }
>;

export const PersonalOperation = Operation.exclude(['issue', 'change']);
export type PersonalOperation = z.infer<typeof PersonalOperation>;
