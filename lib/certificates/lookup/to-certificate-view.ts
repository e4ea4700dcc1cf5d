import type { ShownCertificate } from '../../../schemas/certificates/certificate-view.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import type { Grant } from '../ports.ts';
import { reducedTo } from './redact-document.ts';
import { statusToday } from './status-today.ts';

/** A version of a chain as a grant shows it on a day. */
export function shownCertificate(
  version: CertificateVersion,
  head: Pick<CertificateHead, 'type' | 'current'>,
  grant: Grant,
  day: Day,
): ShownCertificate {
  return {
    identifier: version.identifier,
    type: head.type,
    status: statusToday(version, head, day),
    document: reducedTo(version.signed.document, grant.fields),
  };
}
