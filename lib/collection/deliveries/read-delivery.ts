import { toDelivery } from '../../../schemas/collection/delivery-record.ts';
import type { readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import type { DeliveryRepository } from '../ports.ts';

/** Refuses another department's delivery as if it did not exist. */
export async function readDelivery(
  { caller, params }: RouteInput<typeof readDeliveryRoute>,
  ports: { readonly deliveries: Pick<DeliveryRepository, 'read'> },
) {
  const delivery = await ports.deliveries.read(params.delivery);
  return delivery === null || !isPermitted(caller, 'read-delivery', delivery.department)
    ? refused('delivery-not-found')
    : toDelivery(delivery);
}
