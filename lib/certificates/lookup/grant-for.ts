import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { Grant } from '../ports.ts';

/** What a caller may see of a type, given the grant that is kept for the account, if any. Until data is shared by application, nobody else sees anything. */
export function grantFor(
  caller: Caller,
  type: Pick<CertificateType, 'type' | 'department'>,
  kept: CertificateGrant | null,
): Grant | null {
  if (isPermitted(caller, 'act-as-issuer', type.department)) return { fields: 'all', copies: true };
  if (kept === null || (kept.types !== 'all' && !kept.types.includes(type.type))) return null;
  return { fields: kept.fields, ...(kept.copies ? { copies: true } : {}) };
}
