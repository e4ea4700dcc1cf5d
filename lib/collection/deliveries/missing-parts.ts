import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';

/** The parts that have not been loaded yet, by number. */
export function missingParts(delivery: DeliveryRecord): number[] {
  const loaded = new Set(delivery.loadedParts);
  return Array.from({ length: delivery.staged?.parts ?? 0 }, (_, i) => i + 1).filter((part) => !loaded.has(part));
}
