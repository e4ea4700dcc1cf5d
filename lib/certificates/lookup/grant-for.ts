import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { Grant } from '../ports.ts';

/** Decides what a caller may see: issuers all, others what their account was granted. */
export function grantFor(
  caller: Caller,
  type: Pick<CertificateType, 'type' | 'department'>,
  accountGrant: CertificateGrant | null,
): Grant | null {
  if (isPermitted(caller, 'act-as-issuer', type.department)) return { fields: 'all', copies: true };
  if (accountGrant === null || (accountGrant.types !== 'all' && !accountGrant.types.includes(type.type))) return null;
  return { fields: accountGrant.fields, ...(accountGrant.copies ? { copies: true } : {}) };
}
