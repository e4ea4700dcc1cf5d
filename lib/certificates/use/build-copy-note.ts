import type { UsePurpose } from '../../../schemas/certificates/certificate-use.ts';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote } from '../../../schemas/certificates/file.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { cutText } from '../../kernel/text/cut-text.ts';

const maxCharacters = 200;

/** Builds a copy's note; it expires with the certificate's last day (Shanghai) at the latest. */
export function buildCopyNote(
  { operator, matter, caseNumber, cause }: UsePurpose,
  document: Pick<CertificateDocument, 'CertificateExpiringDate'>,
  now: Instant,
  days: number,
): CopyNote {
  const fullTerm = secondsAfter(now, days * 86_400);
  const certificateEnd =
    document.CertificateExpiringDate === undefined ? fullTerm : `${document.CertificateExpiringDate}T15:59:59.000Z`;
  return {
    CertificateCopyCause: cutText(`${matter.name ?? matter.code}（办件 ${caseNumber}）：${cause}`, maxCharacters),
    CertificateCopyCreator: cutText(`${operator.organisation} ${operator.name}`, maxCharacters),
    CertificateCopyCreationTime: now,
    CertificateCopyExpiringTime: certificateEnd < fullTerm ? certificateEnd : fullTerm,
  };
}
