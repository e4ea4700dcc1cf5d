import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { QuarantinedRecord } from '../../../schemas/certificates/quarantine.ts';
import type { FoundTask } from './group-tasks.ts';

/** Each record is one task; the address is the type's, for a record's key is no page. */
export function certificateTask({ type, name }: CertificateType, { at }: QuarantinedRecord): FoundTask {
  return {
    kind: 'certificates-not-issued',
    title: name,
    why: '有照面数据未能制发证照，请按列出的原因改正照面数据后重新报送。',
    since: at,
    address: `/certificates/types/${type}?state=not-issued`,
  };
}
