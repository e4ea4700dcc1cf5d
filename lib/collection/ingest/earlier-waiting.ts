import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { DeliveryRepository } from '../ports.ts';

/** Earlier deliveries that are looked at; an even older one has its turn by the sweep. */
const maxDeliveriesChecked = 50;

/**
 * The oldest earlier delivery of the dataset that has arrived and was not taken in yet: it goes first, or what was handed in before
 * would replace what was handed in after it. The list lags behind the table, so each is looked at as it stands now.
 */
export async function findEarlierWaiting(
  { dataset, id }: DeliveryRecord,
  ports: { readonly deliveries: Pick<DeliveryRepository, 'listByDataset' | 'read'> },
): Promise<DeliveryRecord | null> {
  for (const listed of (
    await ports.deliveries.listByDataset(dataset, { before: id, limit: maxDeliveriesChecked })
  ).toReversed()) {
    if (!isWaiting(listed)) continue;
    const earlier = await ports.deliveries.read(listed.id);
    if (earlier !== null && isWaiting(earlier)) return earlier;
  }
  return null;
}

function isWaiting({ status }: DeliveryRecord): boolean {
  return status === 'received' || status === 'ingesting';
}
