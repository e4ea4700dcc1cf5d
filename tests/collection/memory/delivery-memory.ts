import type { DeliveryChanges, DeliveryRepository } from '../../../lib/collection/ports.ts';
import { Failure } from '../../../lib/kernel/failure.ts';
import { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { nextStatuses, type DeliveryStatus } from '../../../schemas/collection/delivery.ts';

/**
 * Deliveries in memory. With `lag`, the two lists are eventually consistent like a secondary index: they show what was
 * stored when `catchUp` was last called.
 */
export function deliveryMemory({ lag = false } = {}): DeliveryRepository & {
  readonly catchUp: () => void;
  readonly all: () => DeliveryRecord[];
} {
  const deliveries = new Map<string, DeliveryRecord>();
  let listed: DeliveryRecord[] = [];
  const list = () => (lag ? listed : [...deliveries.values()]);
  const save = (delivery: DeliveryRecord): DeliveryRecord => {
    deliveries.set(delivery.id, structuredClone(delivery));
    return structuredClone(delivery);
  };

  return {
    catchUp: () => {
      listed = structuredClone([...deliveries.values()]);
    },
    all: () => [...deliveries.values()],
    read: async (id) => structuredClone(deliveries.get(id) ?? null),
    create: async (delivery) => {
      if (deliveries.has(delivery.id)) throw new Error('there is one already');
      save(delivery);
    },
    change: async (id, from, changes, fencingToken) => {
      assertAllowed(from, changes);
      const delivery = deliveries.get(id);
      if (
        delivery === undefined ||
        !from.includes(delivery.status) ||
        (fencingToken !== undefined && delivery.fencingToken !== fencingToken)
      )
        return null;
      if (
        delivery.discarding !== undefined &&
        changes.status !== undefined &&
        changes.status !== 'discarded' &&
        changes.discarding === undefined
      )
        return null;
      const { transition, ...others } = changes;
      const appended = transition === undefined ? {} : { transitions: [...(delivery.transitions ?? []), transition] };
      const set = Object.entries({ ...others, ...appended }).filter(([, value]) => value !== undefined);
      return save(
        DeliveryRecord.parse(
          Object.fromEntries(
            Object.entries({ ...delivery, ...Object.fromEntries(set) }).filter(([, value]) => value !== null),
          ),
        ),
      );
    },
    startAttempt: async (id, from, { startedAt, retryAt }) => {
      const delivery = deliveries.get(id);
      if (delivery === undefined || !from.includes(delivery.status) || delivery.startedAt !== undefined) return null;
      const { resends: _none, ...known } = delivery;
      return save({ ...known, startedAt, retryAt, attempts: delivery.attempts + 1 });
    },
    returnAttempt: async (id, from) => {
      const delivery = deliveries.get(id);
      if (delivery === undefined || !from.includes(delivery.status) || delivery.attempts === 0) return null;
      const { startedAt, ...known } = delivery;
      return startedAt === undefined ? null : save({ ...known, attempts: delivery.attempts - 1 });
    },
    markPartLoaded: async (id, part, retryAt) => {
      const delivery = deliveries.get(id);
      if (delivery?.status !== 'loading' || delivery.loadedParts.includes(part)) return null;
      return save({
        ...delivery,
        retryAt,
        attempts: 0,
        loadedParts: [...delivery.loadedParts, part].sort((a, b) => a - b),
      });
    },
    listByDataset: async (dataset, { before, limit, status }) =>
      structuredClone(
        list()
          .filter(
            (delivery) =>
              delivery.dataset === dataset &&
              (before === undefined || delivery.id < before) &&
              (status === undefined || delivery.status === status),
          )
          .sort((a, b) => (a.id < b.id ? 1 : -1))
          .slice(0, limit),
      ),
    due: async (now) =>
      structuredClone(
        list()
          .filter(({ retryAt }) => retryAt !== undefined && retryAt <= now)
          .slice(0, 100),
      ),
  };
}

/** Throws `illegal-transition`, as the table's repository does. */
function assertAllowed(from: readonly DeliveryStatus[], { status }: DeliveryChanges): void {
  if (status === undefined || status === null) return;
  for (const current of from) {
    const next: readonly DeliveryStatus[] = nextStatuses[current];
    if (status !== current && !next.includes(status))
      throw new Failure('illegal-transition', { from: current, to: status });
  }
}
