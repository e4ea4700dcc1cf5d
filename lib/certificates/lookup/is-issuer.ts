import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';

/** The information centre, or a provider of the department that issues the type. */
export function isIssuer(caller: Caller, type: Pick<CertificateType, 'department'>): boolean {
  return (
    caller.roles.includes('operator') || (caller.roles.includes('provider') && caller.department === type.department)
  );
}
