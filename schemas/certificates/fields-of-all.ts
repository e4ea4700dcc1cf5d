import type { CertificateType, CommonField } from './certificate-type.ts';

/** Short names by GB/T 36903; GXSDBM (管辖属地编码) is formed like the others. */
export const commonFields = {
  certificate_number: { label: '证照编号', short: 'ZZBH' },
  certificate_identifier: { label: '证照标识', short: 'ZZBS' },
  holder_name: { label: '持证主体', short: 'CZZT' },
  holder_type: { label: '持证主体代码类型', short: 'CZZTDMLX' },
  holder_code: { label: '持证主体代码', short: 'CZZTDM' },
  issuing_authority: { label: '证照颁发机构', short: 'ZZBFJG' },
  issuing_authority_code: { label: '证照颁发机构代码', short: 'ZZBFJGDM' },
  issued_date: { label: '证照颁发日期', short: 'ZZBFRQ' },
  effective_date: { label: '有效期起始日期', short: 'ZZYXQQSRQ' },
  expiring_date: { label: '有效期截止日期', short: 'ZZYXQJZRQ' },
  division: { label: '管辖属地', short: 'GXSDBM' },
} as const satisfies Record<CommonField, { label: string; short: string }>;

/** Each document has these; the district is on the face, or nowhere. */
const inEachDocument = Object.keys(commonFields).filter((field) => field !== 'division');

/** The fields that certificates of a type show, on the face or as a common property. */
export function shownFields({ face }: Pick<CertificateType, 'face'>): ReadonlySet<string> {
  return new Set([...face.map(({ field }) => field), ...inEachDocument]);
}
