import type { StatusToday } from '../../../schemas/certificates/certificate-view.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { validityPhrases } from '../../../schemas/certificates/validity.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { statusOn } from '../status-on.ts';

/** How a version of a chain stands, in the words that go out. */
export function statusToday(
  version: CertificateVersion,
  head: Pick<CertificateHead, 'current'>,
  day: Day,
): StatusToday {
  const newest = head.current?.identifier ?? version.identifier;
  const { validity, facts } = statusOn(version, { isNewest: newest === version.identifier, day });
  const { title, detail } = validityPhrases[validity];
  return {
    validity,
    code: version.status,
    title,
    sentence: fillPhrase(detail, facts),
    day,
    ...(newest === version.identifier ? {} : { newest }),
  };
}
