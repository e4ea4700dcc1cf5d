import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import type { Comparison } from './compare-rows.ts';
import { exceedsShrinkLimit } from './shrink-limit.ts';

/**
 * Why a delivery that was read does not go on to be loaded: `returned` for the officer to mend, `held` for a person to decide; `null` when nothing
 * is in the way. A person who released it has confirmed as many removals as its ledger showed, not more: the dataset may have grown since.
 */
export function blockingReason(
  delivery: DeliveryRecord,
  version: DatasetVersion,
  storedCount: number,
  { rowCounts: { rejected, read, removed }, repeated }: Pick<Comparison, 'rowCounts' | 'repeated'>,
  shrinkLimit: number,
) {
  if (read === 0) return { reason: deliveryReasons['no-rows'] };
  if (repeated > 0) return { reason: reasonWith('rows-repeated', { repeated }) };
  if (rejected === read)
    return {
      reason: reasonWith(delivery.channel === 'excel' ? 'all-rows-rejected' : 'all-pulled-rows-rejected', { rejected }),
    };
  // An increment does not come again: what is good of it is taken, and the rest waits as dead letters.
  const comesAgain = delivery.channel === 'excel' || delivery.mode === 'full';
  if (rejected > 0 && comesAgain && version.content.onRejectedRows === 'return-whole')
    return { reason: reasonWith('rows-rejected', { rejected }) };
  const confirmed = delivery.shrinkConfirmedBy === undefined ? 0 : (delivery.rowCounts?.removed ?? 0);
  if (removed <= confirmed || !exceedsShrinkLimit(removed, storedCount, shrinkLimit)) return null;
  const share = Math.round((removed / storedCount) * 100);
  return {
    status: 'awaiting-approval',
    reason: reasonWith('would-shrink', { removed, storedCount, share, limit: Math.round(shrinkLimit * 100) }),
  } as const;
}

function reasonWith(code: keyof typeof deliveryReasons, facts: Readonly<Record<string, number>>) {
  return { code, detail: fillPhrase(deliveryReasons[code].detail, facts) };
}
