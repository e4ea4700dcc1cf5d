import type { DeliveryRepository, Messages } from '../ports.ts';

/** Deliveries that are checked, the newest first: never a dataset's whole history. */
const maxDeliveriesChecked = 50;

/** Orders the ingest of the dataset's oldest received delivery. A lost order is repeated by the sweep. */
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
