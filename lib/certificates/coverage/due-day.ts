import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { dayInShanghai, secondsAfter } from '../../kernel/instant.ts';
import type { SourceRow } from './ports.ts';

/** The notice's dates and limits; settings, for they will be set anew. */
export type BackfillRules = {
  /** 2020-11-30: from a system, what was issued since `sinceYear`; from paper, the first round. */
  readonly firstDay: Day;
  /** 2020-12-31: from a system, all. */
  readonly lastDay: Day;
  readonly sinceYear: number;
  /** Paper files of up to so many rows are owed whole. */
  readonly smallTotal: number;
};

export type Due = { readonly day: Day; readonly rule: 'backfill' | 'daily' };

/**
 * The day by which a row must be a certificate; `null` when the notice does not ask for it. What was issued in a year before the notice's was there
 * to be made, so it is due on the notice's day however late it came. What is newer may be new that very day: it is due the day after it was known, but not
 * before the notice's day. A row without a year of issue is treated as a new one. `total` counts the unit's rows, this one included.
 */
export function findDueDay(
  row: Pick<SourceRow, 'issuedYear' | 'since'>,
  { fromSystem }: Pick<CertificateType, 'fromSystem'>,
  total: number,
  rules: BackfillRules,
): Due | null {
  const { issuedYear, since } = row;
  const recent = issuedYear === undefined || issuedYear >= rules.sinceYear;
  if (!fromSystem && !recent && total > rules.smallTotal) return null;
  const day = fromSystem && !recent ? rules.lastDay : rules.firstDay;
  const mayBeNew = issuedYear === undefined || issuedYear >= Number(rules.firstDay.slice(0, 4));
  if (!mayBeNew || since === undefined) return { day, rule: 'backfill' };
  const next = dayInShanghai(secondsAfter(since, 86_400));
  return next > day ? { day: next, rule: 'daily' } : { day, rule: 'backfill' };
}
