import type { StatusToday } from '../../schemas/certificates/certificate-view.ts';
import type { CertificateHead, CertificateVersion } from '../../schemas/certificates/certificate.ts';
import { validityPhrases, type Validity } from '../../schemas/certificates/validity.ts';
import type { Day } from '../../schemas/kernel/day.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import { fillPhrase } from '../kernel/fill-phrase.ts';
import { chineseDay, dayInShanghai } from '../kernel/instant.ts';

/** Final statuses outrank everything else. */
const ended = { '03': 'rescinded', '04': 'annulled', '05': 'lapsed', '07': 'revoked' } as const satisfies Record<
  string,
  Validity
>;
const paused = { '02': 'withheld', '06': 'transferred-out', '99': 'other' } as const satisfies Record<string, Validity>;

type StatusOptions = { readonly isNewest: boolean; readonly day: Day };

type SentenceFacts = {
  readonly name: string;
  readonly today: string;
  readonly effective: string;
  readonly expiring: string;
  readonly since: string;
};

/** Computes a version's validity on a day; the first and the last day are valid. */
export function statusOn(
  version: Pick<CertificateVersion, 'status' | 'signed' | 'events'>,
  { isNewest, day }: StatusOptions,
): { readonly validity: Validity; readonly facts: SentenceFacts } {
  const { document } = version.signed;
  const since = version.events.findLast(({ to }) => to === version.status)?.at;
  return {
    validity: validityOn(version, { isNewest, day }),
    facts: {
      name: document.CertificateName,
      today: chineseDay(day),
      effective: chineseDay(firstDay(version)),
      expiring: document.CertificateExpiringDate === undefined ? '' : chineseDay(document.CertificateExpiringDate),
      since: since === undefined ? '' : `（${chineseDay(dayInShanghai(since))}）`,
    },
  };
}

function validityOn(
  version: Pick<CertificateVersion, 'status' | 'signed'>,
  { isNewest, day }: StatusOptions,
): Validity {
  const { status } = version;
  if (status === '03' || status === '04' || status === '05' || status === '07') return ended[status];
  if (!isNewest) return 'superseded';
  if (status !== '01') return paused[status];
  if (day < firstDay(version)) return 'not-yet-valid';
  const last = version.signed.document.CertificateExpiringDate;
  return last !== undefined && day > last ? 'expired' : 'valid';
}

function firstDay({ signed: { document } }: Pick<CertificateVersion, 'signed'>): Day {
  return document.CertificateEffectiveDate ?? document.CertificateIssuedDate;
}

/** Computes a version's status within its chain, with a sentence for people. */
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
