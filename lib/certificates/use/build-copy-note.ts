import type { UsePurpose } from '../../../schemas/certificates/certificate-use.ts';
import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import type { CopyNote } from '../../../schemas/certificates/file.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { secondsAfter } from '../../kernel/instant.ts';

/** Characters that a copy's note has room for. */
const room = 200;

/** What a copy says on its face: for which matter and case, by whom, until when. It never outlives the certificate's own last day (in Shanghai). */
export function buildCopyNote(
  { operator, matter, caseNumber, cause }: UsePurpose,
  document: Pick<CertificateDocument, 'CertificateExpiringDate'>,
  now: Instant,
  days: number,
): CopyNote {
  const later = secondsAfter(now, days * 86_400);
  const last =
    document.CertificateExpiringDate === undefined ? later : `${document.CertificateExpiringDate}T15:59:59.000Z`;
  return {
    CertificateCopyCause: `${matter.name ?? matter.code}（办件 ${caseNumber}）：${cause}`.slice(0, room),
    CertificateCopyCreator: `${operator.organisation} ${operator.name}`.slice(0, room),
    CertificateCopyCreationTime: now,
    CertificateCopyExpiringTime: last < later ? last : later,
  };
}
