import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';

/** The information centre, or somebody who hands in for the department whose duty the type is: they see what they issued whole. */
export function isIssuer(caller: Caller, type: Pick<CertificateType, 'department'>): boolean {
  return (
    caller.roles.includes('operator') || (caller.roles.includes('provider') && caller.department === type.department)
  );
}
