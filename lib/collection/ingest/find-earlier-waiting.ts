import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { DeliveryRepository } from '../ports.ts';

/** Earlier deliveries that are checked; the sweep wakes an even older one. */
const maxDeliveriesChecked = 50;

/**
 * The dataset's oldest earlier delivery that waits for ingest: deliveries take effect in the order of creation.
 * The list is eventually consistent, so each candidate is read again.
 */
export async function findEarlierWaiting(
  { dataset, id }: DeliveryRecord,
  ports: { readonly deliveries: Pick<DeliveryRepository, 'listByDataset' | 'read'> },
): Promise<DeliveryRecord | null> {
  const newestFirst = await ports.deliveries.listByDataset(dataset, { before: id, limit: maxDeliveriesChecked });
  for (const listed of newestFirst.toReversed()) {
    if (!isWaiting(listed)) continue;
    const earlier = await ports.deliveries.read(listed.id);
    if (earlier !== null && isWaiting(earlier)) return earlier;
  }
  return null;
}

export function isWaiting({ status }: DeliveryRecord): boolean {
  return status === 'received' || status === 'ingesting';
}
