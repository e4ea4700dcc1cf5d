import type { StatusToday } from '../../../schemas/certificates/certificate-view.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { verdictPhrases } from '../../../schemas/certificates/validity.ts';
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
  const { verdict, facts } = statusOn(version, newest === version.identifier, day);
  const { title, detail } = verdictPhrases[verdict];
  return {
    verdict,
    code: version.status,
    title,
    sentence: fillPhrase(detail, facts),
    day,
    ...(newest === version.identifier ? {} : { newest }),
  };
}
