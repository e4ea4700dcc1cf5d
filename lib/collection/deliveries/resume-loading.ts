import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { Messages } from '../ports.ts';

/** Orders the missing parts, or publishing when there are none. */
export async function resumeLoading(
  delivery: DeliveryRecord,
  messages: Pick<Messages, 'loadParts' | 'publish'>,
): Promise<void> {
  const missing = missingParts(delivery);
  if (missing.length === 0) await messages.publish(delivery.id);
  else await messages.loadParts(delivery.id, missing);
}

/** Lists the numbers of the parts that are not loaded. */
export function missingParts(delivery: DeliveryRecord): number[] {
  const loaded = new Set(delivery.loadedParts);
  return Array.from({ length: delivery.staged?.parts ?? 0 }, (_, i) => i + 1).filter((part) => !loaded.has(part));
}
