import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { wakeNext } from '../deliveries/ingest-next.ts';
import type {
  Clock,
  CollectionSettings,
  DeliveryBook,
  DeliveryChanges,
  HoldingBook,
  LinkBook,
  Messages,
  RowComparison,
  Stage,
} from '../ports.ts';
import { concludePublished } from '../publish/publish-delivery.ts';
import { indexKey } from '../staging-keys.ts';
import { obstacleTo } from './blocking-reason.ts';
import type { Comparison } from './compare-rows.ts';
import { endTurn, type Turn } from './lease.ts';

export type ConcludePorts = Clock & {
  readonly deliveries: DeliveryBook;
  readonly holdings: HoldingBook;
  readonly links: LinkBook;
  readonly messages: Messages;
  readonly stage: Pick<Stage, 'writeIndex'>;
  readonly settings: CollectionSettings;
};

/** What was read, checked and compared, and what of it was written down. */
export type Checked = {
  readonly index: RowComparison;
  readonly comparison: Pick<Comparison, 'ledger' | 'dropUnseen' | 'repeated'>;
  readonly staged: Omit<Staged, 'prefix' | 'records' | 'index'>;
};

/** Ends the taking in: orders the loading of what changes, or gives the delivery back, or says that nothing has changed. */
export async function concludeIngest(
  turn: Turn,
  newest: DatasetVersion,
  known: DeliveryChanges,
  checked: Checked,
  ports: ConcludePorts,
): Promise<void> {
  const { delivery, holding, prefix } = turn;
  const { index, comparison } = checked;
  const { ledger } = comparison;
  const changes = ledger.new + ledger.changed + ledger.removed;
  const seq = holding.loading?.seq ?? holding.lastSeq + 1;
  const staged: Staged = { ...checked.staged, prefix, records: index.held + ledger.new - ledger.removed };
  const done = { ...known, ledger, staged };
  const obstacle = obstacleTo(delivery, newest, index.held, comparison, ports.settings.shrinkLimit);
  if (obstacle !== null)
    return await returnDelivery(
      turn,
      { ...done, ...obstacle, ...annotateIf(delivery.channel === 'excel' && staged.findings > 0, ports) },
      ports,
    );
  if (changes === 0) return await concludeUnchanged(turn, done, ports);

  const indexAt = indexKey(delivery.dataset, delivery.id, holding.fence);
  await ports.stage.writeIndex(indexAt, index.next(seq, comparison.dropUnseen));
  if (!(await ports.holdings.beginLoading(delivery.dataset, delivery.id, holding.fence, seq)))
    throw new Failure('turn-lost', { delivery: delivery.id });
  const order: DeliveryChanges = {
    ...done,
    staged: { ...staged, index: indexAt },
    status: 'loading',
    seq,
    loadedParts: [],
    attempts: 0,
    wakeAt: secondsAfter(ports.now(), ports.settings.leaseSeconds),
  };
  // Refused may mean that the answer to a first try was lost: then the delivery is loading under this fence. If it is not, nobody will fill its place.
  const now =
    (await ports.deliveries.change(delivery.id, ['ingesting'], order, holding.fence)) ??
    (await ports.deliveries.read(delivery.id));
  if (now?.status !== 'loading' || now.fence !== holding.fence)
    return await endTurn({ ...turn, holding: { ...holding, loading: { delivery: delivery.id, seq } } }, ports);
  await ports.messages.loadParts(
    delivery.id,
    Array.from({ length: staged.parts }, (_, i) => i + 1),
  );
}

/**
 * Ends the turn without loading: `returned` unless the changes say otherwise. What is published stays as it is. The turn ends first:
 * a worker that dies in between leaves a delivery that is taken in again, not a place that nobody fills.
 */
export async function returnDelivery(turn: Turn, changes: DeliveryChanges, ports: ConcludePorts): Promise<void> {
  const { delivery, holding } = turn;
  await endTurn(turn, ports);
  const given = await ports.deliveries.change(
    delivery.id,
    ['ingesting'],
    { status: 'returned', finishedAt: ports.now(), attempts: 0, wakeAt: null, ...changes },
    holding.fence,
  );
  if (given?.annotated === 'pending') await ports.messages.annotateWorkbook(delivery.id);
  await wakeNext(delivery.dataset, ports);
}

/** Nothing new: no record is written and the pointer stays; the receipt says that all is as it was. */
async function concludeUnchanged(turn: Turn, done: DeliveryChanges, ports: ConcludePorts): Promise<void> {
  const { delivery, holding } = turn;
  const kept = await ports.deliveries.change(delivery.id, ['ingesting'], done, holding.fence);
  await endTurn(turn, ports);
  if (kept !== null) await concludePublished(kept, 'ingesting', ports);
}

export function annotateIf(wanted: boolean, ports: ConcludePorts): DeliveryChanges {
  return wanted ? { annotated: 'pending', wakeAt: secondsAfter(ports.now(), ports.settings.leaseSeconds) } : {};
}
