import type { DeliveryRepository, Messages } from '../ports.ts';

/** Deliveries that are looked at, the newest first: never a dataset's whole history. */
const maxDeliveriesChecked = 50;

/** Gives the oldest waiting delivery of the dataset its turn. The sweep does the same a little later, should this be missed. */
export async function ingestNext(
  dataset: string,
  ports: {
    readonly deliveries: Pick<DeliveryRepository, 'listByDataset'>;
    readonly messages: Pick<Messages, 'ingest'>;
  },
): Promise<void> {
  const newest = await ports.deliveries.listByDataset(dataset, { limit: maxDeliveriesChecked });
  const oldest = newest.findLast(({ status }) => status === 'received');
  if (oldest !== undefined) await ports.messages.ingest(oldest);
}
