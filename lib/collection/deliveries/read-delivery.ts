import { toDelivery } from '../../../schemas/collection/delivery-record.ts';
import type { readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';
import type { DatasetStateRepository, DeliveryRepository } from '../ports.ts';
import { deliveryOutcome } from './delivery-outcome.ts';

export type ReadDeliveryPorts = ActorPorts & {
  readonly deliveries: Pick<DeliveryRepository, 'read'>;
  readonly datasetStates: Pick<DatasetStateRepository, 'publicationsSince'>;
};

/** Adds what became of it since. Refuses another department's delivery as if it did not exist. */
export async function readDelivery({ caller, params }: RouteInput<typeof readDeliveryRoute>, ports: ReadDeliveryPorts) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'read-delivery', delivery.department))
    return refused('delivery-not-found');
  const publications =
    delivery.status === 'published'
      ? await ports.datasetStates.publicationsSince(delivery.dataset, delivery.createdAt)
      : [];
  const outcome = deliveryOutcome(delivery, publications);
  const followedBy = outcome === undefined || outcome.state === 'newest' ? undefined : outcome.by;
  const named = [delivery.createdBy, ...delivery.decisions.map(({ by }) => by), followedBy];
  return { ...toDelivery(delivery), ...definedOnly({ outcome }), actors: await nameActors(caller, named, ports) };
}
