import type { DeliveryRepository } from '../../../lib/collection/ports.ts';
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
      for (const status of from) {
        const next: readonly DeliveryStatus[] = nextStatuses[status];
        if (
          changes.status !== undefined &&
          changes.status !== null &&
          changes.status !== status &&
          !next.includes(changes.status)
        )
          throw new Failure('illegal-transition', { from: status, to: changes.status });
      }
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
      const set = Object.entries(changes).filter(([, value]) => value !== undefined);
      return save(
        DeliveryRecord.parse(
          Object.fromEntries(
            Object.entries({ ...delivery, ...Object.fromEntries(set) }).filter(([, value]) => value !== null),
          ),
        ),
      );
    },
    markPartLoaded: async (id, part, retryAt) => {
      const delivery = deliveries.get(id);
      if (delivery?.status !== 'loading') return null;
      return save({
        ...delivery,
        retryAt,
        attempts: 0,
        loadedParts: [...new Set([...delivery.loadedParts, part])].sort((a, b) => a - b),
      });
    },
    countLaterUpload: async (id) => {
      const delivery = deliveries.get(id);
      if (delivery !== undefined) save({ ...delivery, laterUploads: delivery.laterUploads + 1 });
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
