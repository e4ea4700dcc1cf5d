import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';

/** The numbers of the parts that are not loaded. */
export function missingParts(delivery: DeliveryRecord): number[] {
  const loaded = new Set(delivery.loadedParts);
  return Array.from({ length: delivery.staged?.parts ?? 0 }, (_, i) => i + 1).filter((part) => !loaded.has(part));
}
