import type { CertificateView } from '../../../schemas/certificates/certificate-view.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import type { Grant } from '../ports.ts';
import { redactDocument } from './redact-document.ts';
import { statusToday } from './status-today.ts';

/** Redacts a version to a grant and adds its status on a day. */
export function toCertificateView(
  version: CertificateVersion,
  head: Pick<CertificateHead, 'type' | 'current'>,
  grant: Grant,
  day: Day,
): CertificateView {
  return {
    identifier: version.identifier,
    type: head.type,
    status: statusToday(version, head, day),
    document: redactDocument(version.signed.document, grant.fields),
  };
}
