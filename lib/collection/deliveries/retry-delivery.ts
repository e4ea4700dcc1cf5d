import { toDelivery, type DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { retryDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { Clock, CollectionSettings, DeliveryRepository, DatasetStateRepository, Messages } from '../ports.ts';
import { missingParts } from './missing-parts.ts';

export type RetryPorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly datasetStates: Pick<DatasetStateRepository, 'read' | 'wasPublished'>;
  readonly messages: Messages;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
};

/** Takes a failed delivery up again where it stood: loading goes on with the parts that are missing, else it is taken in anew. */
export async function retryDelivery({ caller, params }: RouteInput<typeof retryDeliveryRoute>, ports: RetryPorts) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'change-delivery', delivery.department))
    return refused('delivery-not-found');
  if (delivery.receivedAt === undefined) return refused('not-failed', { status: '没有收到文件' });
  if (delivery.discarding !== undefined) return refused('not-failed', { status: statusNames.discarded });
  const wasLoading = delivery.status === 'failed' && (await ownsLoading(delivery, ports.datasetStates));
  const now = ports.now();
  const changed = await ports.deliveries.change(delivery.id, ['failed'], {
    status: wasLoading ? 'loading' : 'received',
    decisions: [...delivery.decisions, { kind: 'retried', by: caller.subject, at: now }],
    attempts: 0,
    finishedAt: null,
    reason: null,
    retryAt: secondsAfter(now, ports.settings.leaseSeconds),
  });
  if (changed === null) return refused('not-failed', { status: statusNames[delivery.status] });
  await resume(changed, ports.messages);
  return toDelivery(changed);
}

/** What it staged fills the place it holds, or filled it when it was published and the platform failed afterwards. */
async function ownsLoading(
  { id, dataset, staged, seq }: DeliveryRecord,
  datasetStates: RetryPorts['datasetStates'],
): Promise<boolean> {
  if (staged === undefined || seq === undefined) return false;
  const { loading } = await datasetStates.read(dataset);
  return (loading?.delivery === id && loading.seq === seq) || (await datasetStates.wasPublished(dataset, id));
}

async function resume(delivery: DeliveryRecord, messages: Messages): Promise<void> {
  if (delivery.status === 'received') return await messages.ingest(delivery);
  const missing = missingParts(delivery);
  if (missing.length === 0) await messages.publish(delivery.id);
  else await messages.loadParts(delivery.id, missing);
}
