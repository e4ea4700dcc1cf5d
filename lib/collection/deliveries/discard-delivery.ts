import {
  isStaged,
  type DeliveryRecord,
  type StagedDelivery,
  toDelivery,
} from '../../../schemas/collection/delivery-record.ts';
import type { discardDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
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
import { readVersions } from '../staging.ts';
import { noAttempts } from './attempts.ts';
import { changeStatus, type ChangeStatusPorts, ingestNext } from './change-status.ts';

export type DiscardPorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly datasetStates: Pick<DatasetStateRepository, 'wasPublished'>;
  readonly messages: Messages;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
};

type ContinueDiscardingPorts = DiscardPorts &
  ChangeStatusPorts & {
    readonly datasetStates: DatasetStateRepository;
    readonly stagingStore: Pick<StagingStore, 'readLines'>;
    readonly records: Pick<RecordVersionWriter, 'remove'>;
  };

/** Orders the discarding of a delivery. Refuses one that was published. */
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

export type TimeLeft = { readonly remainingMs: () => number };

/** Enough to delete one more part, 5,000 versions, and to write its checkpoint. */
const minRemainingMs = 30_000;

/**
 * Revokes lease and number before it deletes, so that a late worker can't publish. Idempotent. Continues from the
 * checkpoint; a worker that runs out of time sends the message to the next one.
 */
export async function continueDiscarding(
  delivery: DeliveryRecord,
  ports: ContinueDiscardingPorts,
  time: TimeLeft,
): Promise<void> {
  const { id, dataset } = delivery;
  await ports.datasetStates.releaseLease(dataset, id);
  const { loading, voided } = await ports.datasetStates.read(dataset);
  if (loading?.delivery === id) {
    const range = { from: loading.seq, to: loading.seq };
    await ports.datasetStates.abandonLoading(dataset, id, addVoidedRange(voided, range));
  }
  if (delivery.seq !== undefined && (await ports.datasetStates.wasPublished(dataset, id))) {
    const retryAt = secondsAfter(ports.now(), ports.settings.leaseSeconds);
    const changes = { discarding: null, reason: null, finishedAt: null, ...noAttempts, retryAt };
    await changeStatus(id, { from: ['failed'], to: 'loading', changes }, ports);
    return await ports.messages.publish(id);
  }
  if (isStaged(delivery)) {
    const outcome = await removeVersions(delivery, ports, time);
    if (outcome === 'out-of-time') return await ports.messages.publish(id);
    if (outcome === 'overtaken') return;
  }
  const annotated = delivery.annotated === 'pending' ? 'none' : delivery.annotated;
  const changes = { finishedAt: ports.now(), annotated, retryAt: null };
  await changeStatus(
    id,
    {
      from: ['awaiting-approval', 'failed'],
      to: 'discarded',
      changes,
      ...definedOnly({ by: delivery.discarding?.by }),
    },
    ports,
  );
  await ingestNext(dataset, ports);
}

/** `overtaken`: another worker has ended the discarding. */
async function removeVersions(
  delivery: StagedDelivery,
  ports: ContinueDiscardingPorts,
  { remainingMs }: TimeLeft,
): Promise<'done' | 'out-of-time' | 'overtaken'> {
  const { discarding, staged } = delivery;
  if (discarding === undefined) return 'overtaken';
  for (let part = (discarding.removedParts ?? 0) + 1; part <= staged.parts; part += 1) {
    for await (const versions of readVersions(delivery, part, ports.stagingStore)) await ports.records.remove(versions);
    const kept = await ports.deliveries.change(delivery.id, ['awaiting-approval', 'failed'], {
      discarding: { ...discarding, removedParts: part },
      retryAt: secondsAfter(ports.now(), ports.settings.leaseSeconds),
      resends: null,
    });
    if (kept === null) return 'overtaken';
    if (part < staged.parts && remainingMs() < minRemainingMs) return 'out-of-time';
  }
  return 'done';
}
