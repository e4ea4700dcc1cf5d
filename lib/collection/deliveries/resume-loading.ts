import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { CollectionSettings, Messages } from '../ports.ts';

export type LoadWindowPorts = {
  readonly messages: Pick<Messages, 'loadParts' | 'publish'>;
  readonly settings: Pick<CollectionSettings, 'partsInFlight'>;
};

/**
 * Orders the parts in flight, or publishing when all are loaded. With c parts loaded, the parts in flight are the
 * first W that are missing: the parts 1 to W + c less the c loaded ones. So nothing but `loadedParts` is stored.
 *
 *     W = 3, loaded 1 2 4:   1 2 [3] 4 [5 6]  next 7, when one of 3 5 6 is loaded
 */
export async function resumeLoading(delivery: DeliveryRecord, ports: LoadWindowPorts): Promise<void> {
  const missing = missingParts(delivery);
  if (missing.length === 0) await ports.messages.publish(delivery.id);
  else await ports.messages.loadParts(delivery.id, missing.slice(0, ports.settings.partsInFlight));
}

/** After a part was loaded, orders the next one, or publishing when it was the last. */
export async function orderNextPart(delivery: DeliveryRecord, ports: LoadWindowPorts): Promise<void> {
  const parts = delivery.staged?.parts ?? 0;
  const loaded = delivery.loadedParts.length;
  const next = loaded + ports.settings.partsInFlight;
  if (loaded >= parts) await ports.messages.publish(delivery.id);
  else if (next <= parts && !delivery.loadedParts.includes(next)) await ports.messages.loadParts(delivery.id, [next]);
}

/** Lists the numbers of the parts that are not loaded. */
export function missingParts(delivery: DeliveryRecord): number[] {
  const loaded = new Set(delivery.loadedParts);
  return Array.from({ length: delivery.staged?.parts ?? 0 }, (_, i) => i + 1).filter((part) => !loaded.has(part));
}
