import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { dayInShanghai, secondsAfter } from '../../kernel/instant.ts';
import type { BackfillRules, SourceRow } from './ports.ts';

export type Due = { readonly day: Day; readonly rule: 'backfill' | 'daily' };

/**
 * Finds a row's due day; `null` when the notice does not require it. `total` counts the unit's rows. A row that may be
 * new is due no earlier than the day after it became known.
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
