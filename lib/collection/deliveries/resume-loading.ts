import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { Messages } from '../ports.ts';
import { missingParts } from './missing-parts.ts';

/** Orders the loading of the parts that are missing, or publishing when there are none. */
export async function resumeLoading(
  delivery: DeliveryRecord,
  messages: Pick<Messages, 'loadParts' | 'publish'>,
): Promise<void> {
  const missing = missingParts(delivery);
  if (missing.length === 0) await messages.publish(delivery.id);
  else await messages.loadParts(delivery.id, missing);
}
