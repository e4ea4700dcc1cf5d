import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { platformActor, type DeliveryStatus, type DeliveryTransition } from '../../../schemas/collection/delivery.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { Clock, DeliveryChanges, DeliveryRepository, StatusEvents, Messages } from '../ports.ts';

export type ChangeStatusPorts = Clock & {
  readonly deliveries: Pick<DeliveryRepository, 'change'>;
  readonly events: StatusEvents;
};

export type StatusChange = {
  readonly from: readonly DeliveryStatus[];
  readonly to: DeliveryStatus;
  readonly changes?: DeliveryChanges;
  /** The account that decided it; the platform by default. */
  readonly by?: string;
  /** Refuses the change when a later worker has ingested the delivery. */
  readonly fencingToken?: number;
};

/** Such a delivery waits for nothing but a person. */
const settledStatuses: ReadonlySet<DeliveryStatus> = new Set([
  'published',
  'returned',
  'awaiting-approval',
  'failed',
  'discarded',
]);

/**
 * Changes a delivery's status, appends the transition by the same write, and announces it; `null` when the change is
 * refused: then nothing is appended.
 */
export async function changeStatus(
  id: string,
  { from, to, changes = {}, by = platformActor, fencingToken }: StatusChange,
  ports: ChangeStatusPorts,
): Promise<DeliveryRecord | null> {
  const changed = await ports.deliveries.change(
    id,
    from,
    { ...changes, status: to, transition: toTransition(changes, { at: ports.now(), by, to }) },
    fencingToken,
  );
  if (changed === null) return null;
  ports.events.deliveryStatusChanged(changed);
  if (settledStatuses.has(to)) await ports.events.deliverySettled(changed);
  return changed;
}

function toTransition(
  { rowCounts, reason }: DeliveryChanges,
  transition: Pick<DeliveryTransition, 'at' | 'by' | 'to'>,
): DeliveryTransition {
  return { ...transition, ...definedOnly({ rowCounts: rowCounts ?? undefined, reason: reason?.code }) };
}

const maxDeliveriesChecked = 50;

/** Orders the ingest of the oldest received delivery. The sweep repeats a lost order. */
export async function ingestNext(
  dataset: string,
  ports: {
    readonly deliveries: Pick<DeliveryRepository, 'listByDataset'>;
    readonly messages: Pick<Messages, 'ingest'>;
  },
): Promise<void> {
  const newest = await ports.deliveries.listByDataset(dataset, { limit: maxDeliveriesChecked });
  const oldest = newest.findLast(({ status }) => status === 'received');
  if (oldest !== undefined) await ports.messages.ingest(oldest);
}
