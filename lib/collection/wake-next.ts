import type { DeliveryBook, Messages } from './ports.ts';

/** Gives the oldest waiting delivery of the dataset its turn. The sweep does the same a little later, should this be missed. */
export async function wakeNext(dataset: string, ports: { readonly deliveries: Pick<DeliveryBook, 'ofDataset'>; readonly messages: Pick<Messages, 'takeIn'> }): Promise<void> {
  const waiting = await ports.deliveries.ofDataset(dataset, { status: 'received', limit: 50 });
  const oldest = waiting.at(-1);
  if (oldest !== undefined) await ports.messages.takeIn(oldest.id);
}
