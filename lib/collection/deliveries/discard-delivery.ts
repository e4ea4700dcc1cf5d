import { type DeliveryRecord, toDelivery } from '../../../schemas/collection/delivery-record.ts';
import type { discardDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { addVoidedRange } from '../../kernel/visibility.ts';
import type {
  Clock,
  CollectionSettings,
  DeliveryRepository,
  DatasetStateRepository,
  Messages,
  RecordVersionWriter,
  StagingStore,
} from '../ports.ts';
import { versionsOf } from '../publish/load-part.ts';
import { ingestNext } from './ingest-next.ts';

export type DiscardPorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly datasetStates: Pick<DatasetStateRepository, 'wasPublished'>;
  readonly messages: Messages;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
};

type ContinueDiscardingPorts = DiscardPorts & {
  readonly datasetStates: DatasetStateRepository;
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
  readonly records: Pick<RecordVersionWriter, 'remove'>;
};

/** Gives up a held or failed delivery. What it had loaded is deleted by and by; nobody could see it. One that was published stays. */
export async function discardDelivery(
  { caller, params, body }: RouteInput<typeof discardDeliveryRoute>,
  ports: DiscardPorts,
) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !isPermitted(caller, 'change-delivery', delivery.department))
    return refused('delivery-not-found');
  if (delivery.seq !== undefined && (await ports.datasetStates.wasPublished(delivery.dataset, delivery.id)))
    return refused('not-discardable', { status: statusNames.published });
  const now = ports.now();
  const changed = await ports.deliveries.change(delivery.id, ['awaiting-approval', 'failed'], {
    discarding: { by: caller.subject, reason: body.reason },
    decisions: [...delivery.decisions, { kind: 'discarded', by: caller.subject, at: now, reason: body.reason }],
    retryAt: secondsAfter(now, ports.settings.leaseSeconds),
  });
  if (changed === null) return refused('not-discardable', { status: statusNames[delivery.status] });
  await ports.messages.publish(delivery.id);
  return toDelivery(changed);
}

/**
 * Takes the delivery's turn and place away, then deletes what its parts list: in this order, for from then on no late worker can load
 * or publish it. A place that was published a moment before stays published, and the delivery is concluded so.
 * May be killed and begun again at any point.
 */
export async function continueDiscarding(delivery: DeliveryRecord, ports: ContinueDiscardingPorts): Promise<void> {
  const { id, dataset } = delivery;
  await ports.datasetStates.releaseLease(dataset, id);
  const { loading, voided } = await ports.datasetStates.read(dataset);
  if (loading?.delivery === id)
    await ports.datasetStates.abandonLoading(
      dataset,
      id,
      addVoidedRange(voided, { from: loading.seq, to: loading.seq }),
    );
  if (delivery.seq !== undefined && (await ports.datasetStates.wasPublished(dataset, id))) {
    const retryAt = secondsAfter(ports.now(), ports.settings.leaseSeconds);
    await ports.deliveries.change(id, ['failed'], {
      status: 'loading',
      discarding: null,
      reason: null,
      finishedAt: null,
      attempts: 0,
      retryAt,
    });
    return await ports.messages.publish(id);
  }
  for (let part = 1; part <= (delivery.staged?.parts ?? 0); part += 1) {
    for await (const versions of versionsOf(delivery, part, ports.stagingStore)) await ports.records.remove(versions);
  }
  const annotated = delivery.annotated === 'pending' ? 'none' : delivery.annotated;
  await ports.deliveries.change(id, ['awaiting-approval', 'failed'], {
    status: 'discarded',
    finishedAt: ports.now(),
    annotated,
    retryAt: null,
  });
  await ingestNext(dataset, ports);
}
