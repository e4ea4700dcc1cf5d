import { numberedDeliveryEvents } from '../../../schemas/collection/delivery-events.ts';
import type { listDeliveryEventsRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';
import type { DeliveryRepository } from '../ports.ts';

/** Lists a delivery's transitions, the oldest first, to whoever may read the delivery; with the names that the reader may know. */
export async function listDeliveryEvents(
  { caller, params }: RouteInput<typeof listDeliveryEventsRoute>,
  ports: ActorPorts & { readonly deliveries: Pick<DeliveryRepository, 'read'> },
) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'read-delivery', delivery.department))
    return refused('delivery-not-found');
  const items = numberedDeliveryEvents(delivery).map(({ number: _number, ...event }) => event);
  const actors = await nameActors(
    caller,
    items.map(({ by }) => by),
    ports,
  );
  return { items, actors };
}
