import { type DeliveryRecord, type LoadingDelivery } from '../../../schemas/collection/delivery-record.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { DatasetState, Publication } from '../../../schemas/records/dataset-state.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { countAttempt, noAttempts } from '../deliveries/attempts.ts';
import { changeStatus, ingestNext } from '../deliveries/change-status.ts';
import { continueDiscarding, type TimeLeft } from '../deliveries/discard-delivery.ts';
import { trialEvent } from '../deliveries/link-events.ts';
import type {
  Clock,
  CollectionEvents,
  CollectionSettings,
  DeliveryRepository,
  DeliveryChanges,
  DatasetStateRepository,
  LinkRepository,
  Messages,
  RecordVersionWriter,
  StagingStore,
  StatusEvents,
} from '../ports.ts';

export type ConcludePublishedPorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly links: LinkRepository;
  readonly messages: Messages;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
  readonly events: StatusEvents;
};

export type PublishDeliveryPorts = ConcludePublishedPorts & {
  readonly datasetStates: DatasetStateRepository;
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
  readonly records: Pick<RecordVersionWriter, 'remove'>;
  readonly events: CollectionEvents;
};

/** Publishes by one conditional write, or continues discarding. Idempotent. Throws the Failure `loading-lost`. */
export async function publishDelivery(
  message: { readonly delivery: string },
  ports: PublishDeliveryPorts,
  time: TimeLeft,
): Promise<void> {
  const delivery = await ports.deliveries.read(message.delivery);
  if (delivery?.discarding !== undefined) return await continueDiscarding(delivery, ports, time);
  if (delivery === null || delivery.status !== 'loading' || delivery.loadedParts.length < delivery.staged.parts) return;

  await countAttempt(delivery, ports, () => publishLoaded(delivery, ports));
}

async function publishLoaded(delivery: LoadingDelivery, ports: PublishDeliveryPorts): Promise<void> {
  const datasetState = await ports.datasetStates.read(delivery.dataset);
  const publication = toPublication(delivery, datasetState, ports.now());
  const moved =
    datasetState.loading?.delivery === delivery.id && (await ports.datasetStates.publish(publication, delivery.id));
  if (moved) await ports.events.datasetPublished(delivery.dataset);
  else if (!(await ports.datasetStates.wasPublished(delivery.dataset, delivery.id)))
    throw new Failure('loading-lost', { delivery: delivery.id });
  await concludePublished(delivery, 'loading', ports);
}

function toPublication(delivery: LoadingDelivery, { publications, voided }: DatasetState, at: Instant): Publication {
  const { dataset, id, createdBy, seq, staged, rowCounts, shrinkConfirmedBy: approvedBy } = delivery;
  return {
    dataset,
    number: publications + 1,
    kind: 'delivery',
    at,
    by: createdBy,
    delivery: id,
    seq,
    voided,
    records: staged.records,
    ...definedOnly({ removed: rowCounts?.removed, approvedBy, index: staged.index, changeLog: staged.changeLog }),
  };
}

/** Completes the receipt, begins the trial, and wakes the next delivery. */
export async function concludePublished(
  delivery: DeliveryRecord,
  from: 'loading' | 'ingesting',
  ports: ConcludePublishedPorts,
): Promise<void> {
  const now = ports.now();
  const { dataset, channel } = delivery;
  const trial = { dataset, channel, state: 'on-trial', since: now, firstDelivery: delivery.id } as const;
  await ports.links.beginTrial(trial, trialEvent(trial, delivery.department));
  const link = (await ports.links.read(dataset)).find((found) => found.channel === channel);
  if (link === undefined) throw new Failure('link-missing', { dataset, delivery: delivery.id });
  const hasFindings = delivery.channel === 'excel' && (delivery.staged?.findings ?? 0) > 0;
  const changes: DeliveryChanges = {
    finishedAt: now,
    trial: link.state === 'on-trial',
    annotated: hasFindings ? 'pending' : 'none',
    ...noAttempts,
    retryAt: hasFindings ? secondsAfter(now, ports.settings.leaseSeconds) : null,
  };
  const transition = {
    from: [from],
    to: 'published',
    changes,
    ...definedOnly({ fencingToken: delivery.fencingToken }),
  } as const;
  const published = await changeStatus(delivery.id, transition, ports);
  if (published !== null && hasFindings) await ports.messages.annotateWorkbook(delivery.id);
  await ingestNext(delivery.dataset, ports);
}
