import type { DeliveryRecord, Staged } from '../../../schemas/collection/delivery-record.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { DatasetState, Publication } from '../../../schemas/records/dataset-state.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { continueDiscarding } from '../deliveries/discard-delivery.ts';
import { ingestNext } from '../deliveries/ingest-next.ts';
import type {
  Clock,
  CollectionSettings,
  DeliveryRepository,
  DeliveryChanges,
  DatasetStateRepository,
  LinkRepository,
  Messages,
  RecordVersionWriter,
  StagingStore,
} from '../ports.ts';

export type PublishDeliveryPorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly datasetStates: DatasetStateRepository;
  readonly links: LinkRepository;
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
  readonly records: Pick<RecordVersionWriter, 'remove'>;
  readonly messages: Messages;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
};

/**
 * Ends a delivery: publishes it by one write when every part is loaded, or goes on discarding it. Repeats itself without harm.
 * Throws when the delivery's place was taken away: it is no publication, whatever was loaded.
 */
export async function publishDelivery(
  message: { readonly delivery: string },
  ports: PublishDeliveryPorts,
): Promise<void> {
  const delivery = await ports.deliveries.read(message.delivery);
  if (delivery?.discarding !== undefined) return await continueDiscarding(delivery, ports);
  if (delivery === null || delivery.status !== 'loading' || delivery.staged === undefined || delivery.seq === undefined)
    return;
  if (delivery.loadedParts.length < delivery.staged.parts) return;

  const datasetState = await ports.datasetStates.read(delivery.dataset);
  const moved =
    datasetState.loading?.delivery === delivery.id &&
    (await ports.datasetStates.publish(
      toPublication(delivery, delivery.staged, delivery.seq, datasetState, ports.now()),
      delivery.id,
    ));
  if (!moved && !(await ports.datasetStates.wasPublished(delivery.dataset, delivery.id)))
    throw new Failure('loading-lost', { delivery: delivery.id });
  await concludePublished(delivery, 'loading', ports);
}

function toPublication(
  { dataset, id, createdBy }: DeliveryRecord,
  { records, index }: Staged,
  seq: number,
  { publications, voided }: DatasetState,
  at: Instant,
): Publication {
  return {
    dataset,
    number: publications + 1,
    kind: 'delivery',
    at,
    by: createdBy,
    delivery: id,
    seq,
    voided,
    records,
    ...definedOnly({ index }),
  };
}

/** What follows the pointer: the trial begins, the receipt is complete, the marked-up workbook is ordered, the next delivery has its turn. */
export async function concludePublished(
  delivery: DeliveryRecord,
  from: 'loading' | 'ingesting',
  ports: Omit<PublishDeliveryPorts, 'stagingStore' | 'records'>,
): Promise<void> {
  const now = ports.now();
  await ports.links.beginTrial({
    dataset: delivery.dataset,
    channel: delivery.channel,
    state: 'on-trial',
    since: now,
    firstDelivery: delivery.id,
  });
  const link = (await ports.links.read(delivery.dataset)).find(({ channel }) => channel === delivery.channel);
  if (link === undefined) throw new Failure('link-missing', { dataset: delivery.dataset, delivery: delivery.id });
  const hasFindings = delivery.channel === 'excel' && (delivery.staged?.findings ?? 0) > 0;
  const changes: DeliveryChanges = {
    status: 'published',
    finishedAt: now,
    trial: link.state === 'on-trial',
    annotated: hasFindings ? 'pending' : 'none',
    attempts: 0,
    retryAt: hasFindings ? secondsAfter(now, ports.settings.leaseSeconds) : null,
  };
  const published = await ports.deliveries.change(delivery.id, [from], changes, delivery.fencingToken);
  if (published !== null && hasFindings) await ports.messages.annotateWorkbook(delivery.id);
  await ingestNext(delivery.dataset, ports);
}
