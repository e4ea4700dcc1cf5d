import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery, DeliveryReceipt } from '../../../schemas/collection/delivery.ts';
import { readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';

const settledStatuses: readonly string[] = ['published', 'returned', 'awaiting-approval', 'failed', 'discarded'];
/** The delay grows by 30 %. */
const [firstDelayMs, maxDelayMs] = [150, 2_000];

/** Polls until the delivery is settled and annotated, or `timeoutSeconds` have passed. */
export async function followDelivery(
  id: string,
  api: ApiClient,
  onStatus: (delivery: Delivery) => void,
  timeoutSeconds: number,
): Promise<DeliveryReceipt> {
  const until = performance.now() + timeoutSeconds * 1000;
  let status: string | undefined;
  for (let wait = firstDelayMs; ; wait = Math.min(maxDelayMs, wait * 1.3)) {
    const delivery = await api.call(readDeliveryRoute, { params: { delivery: id } });
    if (delivery.status !== status) onStatus(delivery);
    status = delivery.status;
    if (settledStatuses.includes(status) && delivery.annotated !== 'pending') return delivery;
    if (performance.now() >= until) return delivery;
    await pause(wait);
  }
}
