import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { changeStatus, ingestNext } from '../deliveries/change-status.ts';
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
  StatusEvents,
} from '../ports.ts';
import { concludePublished } from '../publish/publish-delivery.ts';
import { indexKey } from '../staging.ts';
import type { Lease } from './lease.ts';

export type ConcludePorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly datasetStates: DatasetStateRepository;
  readonly links: LinkRepository;
  readonly messages: Messages;
  readonly stagingStore: Pick<StagingStore, 'writeIndex'>;
  readonly settings: CollectionSettings;
  readonly events: StatusEvents;
};

export type IngestOutcome =
  | {
      readonly kind: 'returned' | 'awaiting-approval';
      readonly changes: DeliveryChanges;
      readonly annotate: boolean;
    }
  | { readonly kind: 'unchanged'; readonly changes: DeliveryChanges }
  | {
      readonly kind: 'changed';
      readonly changes: DeliveryChanges;
      readonly staged: Staged;
      readonly index: RowComparison;
      readonly removeMissing: boolean;
    };

export const datasetNotPublished: IngestOutcome = {
  kind: 'returned',
  changes: { reason: deliveryReasons['dataset-not-published'] },
  annotate: false,
};

/** Ends the ingest of a delivery. Throws the Failure `lease-lost`. */
export async function concludeIngest(lease: Lease, outcome: IngestOutcome, ports: ConcludePorts): Promise<void> {
  if (outcome.kind === 'changed') await startLoading(lease, outcome, ports);
  else if (outcome.kind === 'unchanged') await publishUnchanged(lease, outcome.changes, ports);
  else await returnDelivery(lease, outcome, ports);
}

/** Releases first: a worker that dies in between must not block the dataset. */
async function returnDelivery(
  lease: Lease,
  { kind, changes, annotate }: Extract<IngestOutcome, { readonly annotate: boolean }>,
  ports: ConcludePorts,
): Promise<void> {
  const { delivery, datasetState } = lease;
  await lease.release();
  const now = ports.now();
  const annotation = annotate
    ? ({ annotated: 'pending', retryAt: secondsAfter(now, ports.settings.leaseSeconds) } as const)
    : { retryAt: null };
  const returned = await changeStatus(
    delivery.id,
    {
      from: ['ingesting'],
      to: kind,
      changes: { ...changes, finishedAt: now, attempts: 0, ...annotation },
      fencingToken: datasetState.fencingToken,
    },
    ports,
  );
  if (returned?.annotated === 'pending') await ports.messages.annotateWorkbook(delivery.id);
  await ingestNext(delivery.dataset, ports);
}

async function publishUnchanged(lease: Lease, changes: DeliveryChanges, ports: ConcludePorts): Promise<void> {
  const { delivery, datasetState } = lease;
  const saved = await ports.deliveries.change(delivery.id, ['ingesting'], changes, datasetState.fencingToken);
  await lease.release();
  if (saved !== null) await concludePublished(saved, 'ingesting', ports);
}

/** Reserves the next sequence number, then orders all parts. */
async function startLoading(
  lease: Lease,
  { changes, staged, index, removeMissing }: Extract<IngestOutcome, { readonly kind: 'changed' }>,
  ports: ConcludePorts,
): Promise<void> {
  const { id, dataset } = lease.delivery;
  const { fencingToken, loading, lastSeq } = lease.datasetState;
  const seq = loading?.seq ?? lastSeq + 1;
  const key = indexKey(dataset, id, fencingToken);
  await ports.stagingStore.writeIndex(key, index.next(seq, removeMissing));
  if (!(await ports.datasetStates.beginLoading(dataset, id, fencingToken, seq)))
    throw new Failure('lease-lost', { delivery: id });
  const order: DeliveryChanges = {
    ...changes,
    staged: { ...staged, index: key },
    seq,
    loadedParts: [],
    attempts: 0,
    retryAt: secondsAfter(ports.now(), ports.settings.leaseSeconds),
  };
  // A refused change may repeat one whose answer was lost.
  const ordered =
    (await changeStatus(id, { from: ['ingesting'], to: 'loading', changes: order, fencingToken }, ports)) ??
    (await ports.deliveries.read(id));
  if (ordered?.status !== 'loading' || ordered.fencingToken !== fencingToken) return await lease.abandon(seq);
  await ports.messages.loadParts(
    id,
    Array.from({ length: staged.parts }, (_, i) => i + 1),
  );
}
