import type { Delivery, DeliveryStatus } from '../../../schemas/collection/delivery.ts';

const pendingStatuses: ReadonlySet<DeliveryStatus> = new Set(['awaiting-upload', 'received', 'ingesting', 'loading']);
const abortedStatuses: ReadonlySet<DeliveryStatus> = new Set(['failed', 'discarded']);

/** Explains why a delivery has no annotated workbook; `null` if it has one. */
export function whyNotAnnotated({
  status,
  annotated,
}: Pick<Delivery, 'status' | 'annotated'>):
  | 'annotated-not-ready'
  | 'no-annotated-workbook'
  | 'nothing-to-annotate'
  | null {
  if (annotated === 'ready') return null;
  if (annotated === 'pending' || (annotated === 'none' && pendingStatuses.has(status))) return 'annotated-not-ready';
  return annotated === 'failed' || abortedStatuses.has(status) ? 'no-annotated-workbook' : 'nothing-to-annotate';
}
