import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { addMetric } from '../metrics.ts';

type CountedDelivery = Pick<DeliveryRecord, 'channel' | 'status' | 'receivedAt' | 'rowCounts' | 'reason'>;

/** Counts what a delivery's new status means for the city. */
export function addDeliveryMetrics(
  { channel, status, receivedAt, rowCounts, reason }: CountedDelivery,
  now: Instant,
  add: typeof addMetric,
): void {
  if (receivedAt !== undefined && status !== 'received')
    add('SecondsSinceReceived', Math.max(0, (Date.parse(now) - Date.parse(receivedAt)) / 1000), status);
  // A department that never uploaded needs nobody on duty.
  if (status === 'failed' && reason?.code !== deliveryReasons['nothing-uploaded'].code)
    add('DeliveriesFailed', 1, channel);
  if (status !== 'published') return;
  add('DeliveriesPublished', 1, channel);
  if (rowCounts === undefined) return;
  add('RowsRead', rowCounts.read, channel);
  add('RowsRejected', rowCounts.rejected, channel);
  add('RowsPublished', rowCounts.new + rowCounts.changed + rowCounts.removed, channel);
}
