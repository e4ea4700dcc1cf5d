import type { IssueFailureCode } from './certificate.ts';

/** What failed, and what the department does next. */
export const issueFailures = {
  'certificate-ended':
    '这个编号的证照已被撤销、吊销、注销或失效，不能用新的照面数据重新生效。如确需重新颁发，请使用新的证照编号报送。',
  'identifier-taken': '这个证照标识已用于另一份证照。请核对证照标识后重新报送。',
  'identifier-not-valid': '证照标识不符合 GB/T 36904 的格式。请核对省级下发的标识后重新报送。',
  'versions-used-up': '这份证照已变更 999 次，版本号已用完。请注销后使用新的证照编号报送。',
  'holder-missing': '没有持证主体的名称或代码，不能生成证照。请补齐后重新报送。',
  'issuer-code-missing': '没有颁证机关的统一社会信用代码，不能生成证照标识。请补齐后重新报送。',
  'issued-date-missing': '没有发证日期，不能生成证照。请补齐后重新报送。',
} as const satisfies Record<IssueFailureCode, string>;
