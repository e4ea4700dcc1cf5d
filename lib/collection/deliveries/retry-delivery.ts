import { isStaged, toDelivery, type DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { retryDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type {
  Clock,
  CollectionSettings,
  DeliveryRepository,
  DatasetStateRepository,
  Messages,
  DeliveryChanges,
} from '../ports.ts';
import { noAttempts } from './attempts.ts';
import { changeStatus, type ChangeStatusPorts } from './change-status.ts';
import { resumeLoading } from './resume-loading.ts';

export type RetryPorts = Clock &
  ChangeStatusPorts & {
    readonly deliveries: DeliveryRepository;
    readonly datasetStates: Pick<DatasetStateRepository, 'read' | 'wasPublished'>;
    readonly messages: Messages;
    readonly settings: Pick<CollectionSettings, 'leaseSeconds' | 'partsInFlight'>;
  };

/** Resumes loading with the missing parts; ingests any other failed delivery again. */
export async function retryDelivery({ caller, params }: RouteInput<typeof retryDeliveryRoute>, ports: RetryPorts) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'change-delivery', delivery.department))
    return refused('delivery-not-found');
  if (delivery.receivedAt === undefined) return refused('not-failed', { status: '没有收到文件' });
  if (delivery.discarding !== undefined) return refused('not-failed', { status: statusNames.discarded });
  const wasLoading = delivery.status === 'failed' && (await ownsLoading(delivery, ports.datasetStates));
  const now = ports.now();
  const changes = {
    decisions: [...delivery.decisions, { kind: 'retried', by: caller.subject, at: now }],
    ...noAttempts,
    finishedAt: null,
    reason: null,
    retryAt: secondsAfter(now, ports.settings.leaseSeconds),
  } satisfies DeliveryChanges;
  const transition = {
    from: ['failed'],
    to: wasLoading ? 'loading' : 'received',
    changes,
    by: caller.subject,
  } as const;
  const changed = await changeStatus(delivery.id, transition, ports);
  if (changed === null) return refused('not-failed', { status: statusNames[delivery.status] });
  if (changed.status === 'received') await ports.messages.ingest(changed);
  else await resumeLoading(changed, ports);
  return toDelivery(changed);
}

async function ownsLoading(delivery: DeliveryRecord, datasetStates: RetryPorts['datasetStates']): Promise<boolean> {
  if (!isStaged(delivery)) return false;
  const { id, dataset, seq } = delivery;
  const { loading } = await datasetStates.read(dataset);
  return (loading?.delivery === id && loading.seq === seq) || (await datasetStates.wasPublished(dataset, id));
}
