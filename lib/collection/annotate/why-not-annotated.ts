import type { Delivery, DeliveryStatus } from '../../../schemas/collection/delivery.ts';

/** What becomes of the rows is not known yet. */
const underWay: ReadonlySet<DeliveryStatus> = new Set(['awaiting-upload', 'received', 'ingesting', 'loading']);
/** Given up: where there were findings, nobody went on to mark them. */
const givenUp: ReadonlySet<DeliveryStatus> = new Set(['failed', 'discarded']);

/** Why a delivery has no marked-up workbook: it may still come, it will not come, or there is nothing that it could show; `null` when it has one. */
export function whyNotMarkedUp({
  status,
  markedUp,
}: Pick<Delivery, 'status' | 'markedUp'>):
  | 'marked-up-not-ready'
  | 'no-marked-up-workbook'
  | 'nothing-to-mark-up'
  | null {
  if (markedUp === 'ready') return null;
  if (markedUp === 'pending' || (markedUp === 'none' && underWay.has(status))) return 'marked-up-not-ready';
  return markedUp === 'failed' || givenUp.has(status) ? 'no-marked-up-workbook' : 'nothing-to-mark-up';
}
