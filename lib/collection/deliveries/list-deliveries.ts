import { toListedDelivery } from '../../../schemas/collection/delivery-record.ts';
import { DeliveryId } from '../../../schemas/collection/delivery.ts';
import type { listDeliveriesRoute } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { CataloguePorts, DeliveryRepository } from '../ports.ts';

export type ListDeliveriesPorts = Pick<CataloguePorts, 'publishedVersions'> & {
  readonly deliveries: Pick<DeliveryRepository, 'listByDataset'>;
};

/** Lists a dataset's deliveries, the newest first; refuses departments that don't provide it. */
export async function listDeliveries(
  { caller, params, query }: RouteInput<typeof listDeliveriesRoute>,
  ports: ListDeliveriesPorts,
) {
  const latest = (await ports.publishedVersions(params.dataset)).at(-1);
  if (latest === undefined) return refused('dataset-not-found', { dataset: params.dataset });
  if (!isPermitted(caller, 'read-delivery', latest.content.metadata.provider)) return refused('not-your-department');
  const scope = `deliveries/${params.dataset}/${query.status ?? ''}`;
  const before = query.cursor === undefined ? undefined : readCursor(scope, DeliveryId, query.cursor);
  if (before === null) return refused('cursor-not-valid');
  const found = await ports.deliveries.listByDataset(params.dataset, {
    limit: query.limit + 1,
    ...definedOnly({ before, status: query.status }),
  });
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  const next = found.length > items.length && last !== undefined ? writeCursor(scope, last.id) : undefined;
  return { items: items.map(toListedDelivery), ...definedOnly({ next }) };
}
