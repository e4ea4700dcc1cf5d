import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { isThrottled } from '../../kernel/is-throttled.ts';
import type { Clock, CollectionSettings, DeliveryChanges, DeliveryRepository } from '../ports.ts';

/** Written when a person acts, or a stage ends. */
export const noAttempts = { attempts: 0, startedAt: null, resends: null } as const satisfies DeliveryChanges;

export type AttemptPorts = Clock & {
  readonly deliveries: Pick<DeliveryRepository, 'startAttempt' | 'returnAttempt' | 'change'>;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
};

/**
 * Counts one attempt for all workers of a delivery that run at the same time, and none for work that was throttled.
 * Work calls `keepAlive` often: without it, the sweep sends the message again.
 */
export async function countAttempt(
  delivery: DeliveryRecord,
  ports: AttemptPorts,
  work: (keepAlive: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const keepAlive = await beginAttempt(delivery, ports);
  await takingBack(
    () => work(keepAlive),
    () => ports.deliveries.returnAttempt(delivery.id, [delivery.status]),
  );
}

/**
 * Calls `returnAttempt` after work that was throttled, and throws on. Where that write is throttled, too, the attempt
 * stays counted.
 */
export async function takingBack<T>(work: () => Promise<T>, returnAttempt: () => Promise<unknown>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isThrottled(error))
      await returnAttempt().catch((failed: unknown) => {
        if (!isThrottled(failed)) throw failed;
      });
    throw error;
  }
}

async function beginAttempt(delivery: DeliveryRecord, ports: AttemptPorts): Promise<() => Promise<void>> {
  const startedAt = ports.now();
  const retryAt = secondsAfter(startedAt, ports.settings.leaseSeconds);
  const started =
    delivery.startedAt === undefined
      ? await ports.deliveries.startAttempt(delivery.id, [delivery.status], { startedAt, retryAt })
      : null;
  return createHeartbeat(started ?? delivery, ports);
}

/** Moves `retryAt` when a third of the lease is over: call it often. */
function createHeartbeat({ id, status, retryAt }: DeliveryRecord, ports: AttemptPorts): () => Promise<void> {
  const { leaseSeconds } = ports.settings;
  let renewAt = retryAt === undefined ? ports.now() : secondsAfter(retryAt, (-2 * leaseSeconds) / 3);
  return async () => {
    const now = ports.now();
    if (now < renewAt) return;
    renewAt = secondsAfter(now, leaseSeconds / 3);
    await ports.deliveries.change(id, [status], { retryAt: secondsAfter(now, leaseSeconds) });
  };
}

/** The longest wait is 16 leases: a long queue holds few duplicates. */
const maxDoublings = 3;

/** Written when the sweep sends a message again; the wait doubles each time. A worker that starts counts again. */
export function resendChanges(
  { resends = 0 }: Pick<DeliveryRecord, 'resends'>,
  { now, settings }: Clock & { readonly settings: Pick<CollectionSettings, 'leaseSeconds'> },
): DeliveryChanges {
  const waitSeconds = 2 * settings.leaseSeconds * 2 ** Math.min(resends, maxDoublings);
  return { retryAt: secondsAfter(now(), waitSeconds), startedAt: null, resends: resends + 1 };
}
