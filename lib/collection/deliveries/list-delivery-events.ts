import { numberedDeliveryEvents } from '../../../schemas/collection/delivery-events.ts';
import type { listDeliveryEventsRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { DeliveryRepository } from '../ports.ts';

/** Lists a delivery's transitions, the oldest first, to whoever may read the delivery; it costs one read. */
export async function listDeliveryEvents(
  { caller, params }: RouteInput<typeof listDeliveryEventsRoute>,
  ports: { readonly deliveries: Pick<DeliveryRepository, 'read'> },
) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'read-delivery', delivery.department))
    return refused('delivery-not-found');
  return { items: numberedDeliveryEvents(delivery).map(({ number: _number, ...event }) => event) };
}
