import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { Staged, DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { type FindingKind, maxFindingKinds } from '../../../schemas/collection/finding-kind.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { noAttempts } from '../deliveries/attempts.ts';
import { changeStatus, ingestNext } from '../deliveries/change-status.ts';
import { resumeLoading } from '../deliveries/resume-loading.ts';
import type {
  CollectionSettings,
  Clock,
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
import { changeLogKey, indexKey } from '../staging.ts';
import type { Ingested } from './ingest.ts';
import type { Lease } from './lease.ts';
import { noRecentRemovals, readRecentRemovals, type RecentRemovals } from './recent-removals.ts';
import type { Comparison } from './rows/compare-rows.ts';

export type OutcomeFacts = {
  readonly version: DatasetVersion;
  /** SHA-256 of the workbook or the manifest, hex. */
  readonly rawHash: string;
};

export type DecideOutcomePorts = Clock & {
  readonly datasetStates: Pick<DatasetStateRepository, 'publicationsSince'>;
  readonly settings: Pick<CollectionSettings, 'shrinkLimit' | 'shrinkWindowDays'>;
};

/** Decides whether an ingested delivery is returned, held for approval, loaded, or unchanged. */
export async function decideOutcome(
  lease: Pick<Lease, 'delivery' | 'prefix' | 'datasetState'>,
  { index, comparison, staged: rows }: Ingested,
  { version, rawHash, ports }: OutcomeFacts & { readonly ports: DecideOutcomePorts },
): Promise<IngestOutcome> {
  const { delivery, prefix } = lease;
  const { rowCounts, removeMissing, pull } = comparison;
  const staged: Staged = { ...rows, prefix, records: index.storedCount + rowCounts.new - rowCounts.removed };
  const reconciled = pull?.reconciled ?? undefined;
  const findingKinds = storedKinds(comparison.findingKinds);
  const changes = {
    rawHash,
    version: version.version,
    ...definedOnly({ reconciled }),
    rowCounts,
    findingKinds,
    staged,
  };
  const blocking = blockingReason(delivery, version, {
    ...comparison,
    storedCount: index.storedCount,
    recent: rowCounts.removed === 0 ? noRecentRemovals : await readRecentRemovals(lease.datasetState, ports),
    ...ports.settings,
  });
  if (blocking !== null) {
    const annotate = delivery.channel === 'excel' && staged.findings > 0;
    // What is returned removes nothing; what awaits approval says how much it would.
    const counted = blocking.status === 'returned' ? { ...rowCounts, removed: 0, retained: 0 } : rowCounts;
    return {
      kind: blocking.status,
      changes: { ...changes, rowCounts: counted, reason: blocking.reason },
      annotate,
    };
  }
  return rowCounts.new + rowCounts.changed + rowCounts.removed === 0
    ? { kind: 'unchanged', changes }
    : { kind: 'changed', changes, staged, index, removeMissing };
}

/** Bounds the item; `null` removes those of an earlier attempt. */
export function storedKinds(kinds: readonly FindingKind[]): FindingKind[] | null {
  return kinds.length === 0 ? null : kinds.slice(0, maxFindingKinds);
}

export type BlockingFacts = Pick<Comparison, 'rowCounts' | 'repeated'> & {
  readonly storedCount: number;
  readonly recent: RecentRemovals;
} & Pick<CollectionSettings, 'shrinkLimit' | 'shrinkWindowDays'>;

type Blocking = {
  readonly status: 'returned' | 'awaiting-approval';
  readonly reason: { readonly code: string; readonly detail: string };
};

/** Why a delivery is not loaded, or `null`. An approval covers only the removals counted then. */
export function blockingReason(
  delivery: DeliveryRecord,
  version: DatasetVersion,
  facts: BlockingFacts,
): Blocking | null {
  return returnReason(delivery, version, facts) ?? shrinkReason(delivery, facts);
}

/** Why a delivery comes back whole, whatever is held; `null` when some of its rows can be loaded. */
export function returnReason(
  delivery: Pick<DeliveryRecord, 'channel' | 'mode'>,
  version: DatasetVersion,
  facts: Pick<Comparison, 'rowCounts' | 'repeated'>,
): Blocking | null {
  const { read, rejected } = facts.rowCounts;
  // An increment may hold nothing but a total: a quiet day is no failure.
  if (read === 0) return delivery.channel !== 'excel' && delivery.mode === 'increment' ? null : returned('no-rows');
  if (facts.repeated > 0) return returned('rows-repeated', { repeated: facts.repeated });
  if (rejected === read)
    return returned(delivery.channel === 'excel' ? 'all-rows-rejected' : 'all-pulled-rows-rejected', { rejected });
  // An increment of a source is not delivered again: its rejected rows wait for replay.
  const isRedelivered = delivery.channel === 'excel' || delivery.mode === 'full';
  if (rejected > 0 && isRedelivered && version.content.onRejectedRows === 'return-whole')
    return returned('rows-rejected', { rejected });
  return null;
}

function shrinkReason(delivery: DeliveryRecord, facts: BlockingFacts): Blocking | null {
  const { storedCount, shrinkLimit, recent, shrinkWindowDays: days } = facts;
  const { removed } = facts.rowCounts;
  const approved = delivery.shrinkConfirmedBy === undefined ? 0 : (delivery.rowCounts?.removed ?? 0);
  if (removed <= approved) return null;
  const limit = percent(shrinkLimit);
  if (exceedsShrinkLimit(removed, storedCount, shrinkLimit)) {
    const share = percent(removed / storedCount);
    return { status: 'awaiting-approval', reason: fillReason('would-shrink', { removed, storedCount, share, limit }) };
  }
  const total = removed + recent.removed;
  const base = recent.base ?? storedCount;
  if (!exceedsShrinkLimit(total, base, shrinkLimit)) return null;
  const words = { removed, days, total, base, share: percent(total / base), limit };
  return { status: 'awaiting-approval', reason: fillReason('would-shrink-in-steps', words) };
}

/** One decimal: 20.4 % is more than 20 %. */
function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

function returned(code: keyof typeof deliveryReasons, facts: Readonly<Record<string, number>> = {}): Blocking {
  return { status: 'returned', reason: fillReason(code, facts) };
}

function fillReason(code: keyof typeof deliveryReasons, facts: Readonly<Record<string, number>>) {
  return { code, detail: fillPhrase(deliveryReasons[code].detail, facts) };
}

/** `limit` is a share, 0 to 1. */
export function exceedsShrinkLimit(removed: number, storedCount: number, limit: number): boolean {
  return storedCount > 0 && removed / storedCount > limit;
}

export type ConcludePorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly datasetStates: DatasetStateRepository;
  readonly links: LinkRepository;
  readonly messages: Messages;
  readonly stagingStore: Pick<StagingStore, 'writeIndex' | 'writeChangeLog'>;
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
      changes: { ...changes, finishedAt: now, ...noAttempts, ...annotation },
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

/** Reserves the next sequence number, then orders the first parts. */
async function startLoading(
  lease: Lease,
  { changes, staged, index, removeMissing }: Extract<IngestOutcome, { readonly kind: 'changed' }>,
  ports: ConcludePorts,
): Promise<void> {
  const { id, dataset } = lease.delivery;
  const { fencingToken, loading, lastSeq } = lease.datasetState;
  const seq = loading?.seq ?? lastSeq + 1;
  const key = indexKey(dataset, id, fencingToken);
  const words = index.next(seq, removeMissing);
  await ports.stagingStore.writeIndex(key, words);
  const logKey = changeLogKey(dataset, id, fencingToken);
  const changeLog = await ports.stagingStore.writeChangeLog(logKey, index.changesTo(words));
  if (!(await ports.datasetStates.beginLoading(dataset, id, fencingToken, seq)))
    throw new Failure('lease-lost', { delivery: id });
  const order: DeliveryChanges = {
    ...changes,
    staged: { ...staged, index: key, changeLog },
    seq,
    loadedParts: [],
    ...noAttempts,
    retryAt: secondsAfter(ports.now(), ports.settings.leaseSeconds),
  };
  // A refused change may repeat one whose answer was lost.
  const ordered =
    (await changeStatus(id, { from: ['ingesting'], to: 'loading', changes: order, fencingToken }, ports)) ??
    (await ports.deliveries.read(id));
  if (ordered?.status !== 'loading' || ordered.fencingToken !== fencingToken) return await lease.abandon(seq);
  await resumeLoading(ordered, ports);
}
