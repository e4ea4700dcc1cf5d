import type { KeptDelivery } from '../../../schemas/collection/delivery-record.ts';
import type { DeliveryBook } from '../ports.ts';

/** Earlier deliveries that are looked at; an even older one has its turn by the sweep. */
const lookedAt = 50;

/**
 * The oldest earlier delivery of the dataset that has arrived and was not taken in yet: it goes first, or what was handed in before
 * would replace what was handed in after it. The list lags behind the table, so each is looked at as it stands now.
 */
export async function waitingBefore(
  { dataset, id }: KeptDelivery,
  ports: { readonly deliveries: Pick<DeliveryBook, 'ofDataset' | 'read'> },
): Promise<KeptDelivery | null> {
  for (const listed of (await ports.deliveries.ofDataset(dataset, { before: id, limit: lookedAt })).toReversed()) {
    if (!isWaiting(listed)) continue;
    const earlier = await ports.deliveries.read(listed.id);
    if (earlier !== null && isWaiting(earlier)) return earlier;
  }
  return null;
}

function isWaiting({ status }: KeptDelivery): boolean {
  return status === 'received' || status === 'ingesting';
}
