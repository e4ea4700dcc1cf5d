import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { Channel, DeliveryEvent, DeliveryStatus } from '../../../schemas/collection/delivery.ts';
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
  return { items: deliveryEvents(delivery) };
}

/** Begins with the registration. A worker that took an interrupted step up again is no event: nothing changed. */
export function deliveryEvents({
  channel,
  createdAt,
  createdBy,
  transitions = [],
}: Pick<DeliveryRecord, 'channel' | 'createdAt' | 'createdBy' | 'transitions'>): DeliveryEvent[] {
  let from = firstStatus(channel);
  const events: DeliveryEvent[] = [{ at: createdAt, by: createdBy, to: from }];
  for (const transition of transitions) {
    if (transition.to === from) continue;
    events.push({ ...transition, from });
    from = transition.to;
  }
  return events;
}

/** The pages of a source are there before its delivery is. */
function firstStatus(channel: Channel): DeliveryStatus {
  return channel === 'excel' ? 'awaiting-upload' : 'received';
}
