import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { ingestNext } from '../deliveries/ingest-next.ts';
import type {
  Clock,
  CollectionSettings,
  DeliveryRepository,
  DeliveryChanges,
  DatasetStateRepository,
  LinkRepository,
  Messages,
  RowComparison,
  StagingStore,
} from '../ports.ts';
import { concludePublished } from '../publish/publish-delivery.ts';
import { indexKey } from '../staging-keys.ts';
import { blockingReason } from './blocking-reason.ts';
import type { Comparison } from './compare-rows.ts';
import { releaseLease, type Lease } from './lease.ts';

export type ConcludePorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly datasetStates: DatasetStateRepository;
  readonly links: LinkRepository;
  readonly messages: Messages;
  readonly stagingStore: Pick<StagingStore, 'writeIndex'>;
  readonly settings: CollectionSettings;
};

/** What was read, checked and compared, and what of it was written down. */
export type Checked = {
  readonly index: RowComparison;
  readonly comparison: Pick<Comparison, 'rowCounts' | 'removeMissing' | 'repeated'>;
  readonly staged: Omit<Staged, 'prefix' | 'records' | 'index'>;
};

/** Ends the taking in: orders the loading of what changes, or gives the delivery back, or says that nothing has changed. */
export async function concludeIngest(
  lease: Lease,
  newest: DatasetVersion,
  known: DeliveryChanges,
  checked: Checked,
  ports: ConcludePorts,
): Promise<void> {
  const { delivery, datasetState, prefix } = lease;
  const { index, comparison } = checked;
  const { rowCounts } = comparison;
  const changes = rowCounts.new + rowCounts.changed + rowCounts.removed;
  const seq = datasetState.loading?.seq ?? datasetState.lastSeq + 1;
  const staged: Staged = { ...checked.staged, prefix, records: index.storedCount + rowCounts.new - rowCounts.removed };
  const done = { ...known, rowCounts, staged };
  const blocking = blockingReason(delivery, newest, index.storedCount, comparison, ports.settings.shrinkLimit);
  if (blocking !== null)
    return await returnDelivery(
      lease,
      { ...done, ...blocking, ...annotateIf(delivery.channel === 'excel' && staged.findings > 0, ports) },
      ports,
    );
  if (changes === 0) return await concludeUnchanged(lease, done, ports);

  const indexObjectKey = indexKey(delivery.dataset, delivery.id, datasetState.fencingToken);
  await ports.stagingStore.writeIndex(indexObjectKey, index.next(seq, comparison.removeMissing));
  if (!(await ports.datasetStates.beginLoading(delivery.dataset, delivery.id, datasetState.fencingToken, seq)))
    throw new Failure('lease-lost', { delivery: delivery.id });
  const order: DeliveryChanges = {
    ...done,
    staged: { ...staged, index: indexObjectKey },
    status: 'loading',
    seq,
    loadedParts: [],
    attempts: 0,
    retryAt: secondsAfter(ports.now(), ports.settings.leaseSeconds),
  };
  // Refused may mean that the answer to a first try was lost: then the delivery is loading under this fence. If it is not, nobody will fill its place.
  const now =
    (await ports.deliveries.change(delivery.id, ['ingesting'], order, datasetState.fencingToken)) ??
    (await ports.deliveries.read(delivery.id));
  if (now?.status !== 'loading' || now.fencingToken !== datasetState.fencingToken)
    return await releaseLease(
      { ...lease, datasetState: { ...datasetState, loading: { delivery: delivery.id, seq } } },
      ports,
    );
  await ports.messages.loadParts(
    delivery.id,
    Array.from({ length: staged.parts }, (_, i) => i + 1),
  );
}

/**
 * Ends the turn without loading: `returned` unless the changes say otherwise. What is published stays as it is. The turn ends first:
 * a worker that dies in between leaves a delivery that is taken in again, not a place that nobody fills.
 */
export async function returnDelivery(lease: Lease, changes: DeliveryChanges, ports: ConcludePorts): Promise<void> {
  const { delivery, datasetState } = lease;
  await releaseLease(lease, ports);
  const returned = await ports.deliveries.change(
    delivery.id,
    ['ingesting'],
    { status: 'returned', finishedAt: ports.now(), attempts: 0, retryAt: null, ...changes },
    datasetState.fencingToken,
  );
  if (returned?.annotated === 'pending') await ports.messages.annotateWorkbook(delivery.id);
  await ingestNext(delivery.dataset, ports);
}

/** Nothing new: no record is written and the pointer stays; the receipt says that all is as it was. */
async function concludeUnchanged(lease: Lease, done: DeliveryChanges, ports: ConcludePorts): Promise<void> {
  const { delivery, datasetState } = lease;
  const saved = await ports.deliveries.change(delivery.id, ['ingesting'], done, datasetState.fencingToken);
  await releaseLease(lease, ports);
  if (saved !== null) await concludePublished(saved, 'ingesting', ports);
}

export function annotateIf(wanted: boolean, ports: ConcludePorts): DeliveryChanges {
  return wanted ? { annotated: 'pending', retryAt: secondsAfter(ports.now(), ports.settings.leaseSeconds) } : {};
}
