import type { Delivery, DeliveryStatus } from '../../../schemas/collection/delivery.ts';

/** What becomes of the rows is not known yet. */
const underWay: ReadonlySet<DeliveryStatus> = new Set(['awaiting-upload', 'received', 'ingesting', 'loading']);
/** Given up: where there were findings, nobody went on to mark them. */
const givenUp: ReadonlySet<DeliveryStatus> = new Set(['failed', 'discarded']);

/** Why a delivery has no marked-up workbook: it may still come, it will not come, or there is nothing that it could show; `null` when it has one. */
export function whyNotAnnotated({
  status,
  annotated,
}: Pick<Delivery, 'status' | 'annotated'>):
  | 'annotated-not-ready'
  | 'no-annotated-workbook'
  | 'nothing-to-annotate'
  | null {
  if (annotated === 'ready') return null;
  if (annotated === 'pending' || (annotated === 'none' && underWay.has(status))) return 'annotated-not-ready';
  return annotated === 'failed' || givenUp.has(status) ? 'no-annotated-workbook' : 'nothing-to-annotate';
}
