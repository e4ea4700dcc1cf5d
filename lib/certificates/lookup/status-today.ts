import type { StandingToday } from '../../../schemas/certificates/certificate-view.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { verdictPhrases } from '../../../schemas/certificates/validity.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { standingOn } from '../status-on.ts';

/** How a version of a chain stands, in the words that go out. */
export function standingToday(
  version: CertificateVersion,
  head: Pick<CertificateHead, 'current'>,
  day: Day,
): StandingToday {
  const newest = head.current?.identifier ?? version.identifier;
  const { verdict, facts } = standingOn(version, newest === version.identifier, day);
  const { title, detail } = verdictPhrases[verdict];
  return {
    verdict,
    code: version.standing,
    title,
    sentence: fillPhrase(detail, facts),
    day,
    ...(newest === version.identifier ? {} : { newest }),
  };
}
