import type { StatusToday } from '../../../schemas/certificates/certificate-view.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import { validityPhrases } from '../../../schemas/certificates/validity.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { statusOn } from '../status-on.ts';

/** The status of a version within its chain, as answers show it. */
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
    ...definedOnly({ newest: newest === version.identifier ? undefined : newest }),
  };
}
