import type { IssueFailureCode } from './certificate.ts';

/** What failed, and what the department does next. */
export const issueFailures = {
  'certificate-ended':
    '这个编号的证照已被撤销、吊销、注销或失效，不能用新的照面数据重新生效。如确需重新颁发，请使用新的证照编号报送。',
  'identifier-taken': '这个证照标识已用于另一份证照。请核对证照标识后重新报送。',
  'identifier-not-valid': '证照标识不符合 GB/T 36904 的格式。请核对省级下发的标识后重新报送。',
  'identifier-of-another':
    '证照标识中的证照类型代码或颁证机构代码与这份证照的类型、颁证机关不一致。请核对证照标识和颁证机关代码后重新报送；类型代码有误的，请联系信息中心更正。',
  'versions-used-up': '这份证照已变更 999 次，版本号已用完。请注销后使用新的证照编号报送。',
  'holder-missing': '没有持证主体的名称或代码，不能生成证照。请补齐后重新报送。',
  'issuer-code-missing': '没有颁证机关的统一社会信用代码，不能生成证照标识。请补齐后重新报送。',
  'issued-date-missing': '没有发证日期，不能生成证照。请补齐后重新报送。',
  'issuing-failed':
    '生成这份证照时多次出错，已暂停处理，其他证照不受影响。原因和处理办法见这类证照的待处理清单；更正后重新报送也会再次生成。',
} as const satisfies Record<IssueFailureCode, string>;
