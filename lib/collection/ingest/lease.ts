import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { DatasetState } from '../../../schemas/records/dataset-state.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { addVoidedRange } from '../../kernel/visibility.ts';
import type { Clock, CollectionSettings, DeliveryRepository, DatasetStateRepository, Messages } from '../ports.ts';
import { stagedPrefix } from '../staging-keys.ts';
import { findEarlierWaiting } from './earlier-waiting.ts';

export type LeasePorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly datasetStates: Pick<
    DatasetStateRepository,
    'acquireLease' | 'renewLease' | 'releaseLease' | 'abandonLoading'
  >;
  readonly messages: Pick<Messages, 'ingest'>;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds' | 'attempts'>;
};

/** A worker's turn at a delivery: nobody else takes in this dataset while it lasts. */
export type Lease = { readonly delivery: DeliveryRecord; readonly datasetState: DatasetState; readonly prefix: string };

/** Begins the delivery's turn, if it waits for one, no earlier delivery does, and nobody else has it; else `null`: somebody will wake it again. */
export async function acquireLease(id: string, ports: LeasePorts): Promise<Lease | null> {
  const now = ports.now();
  const until = secondsAfter(now, ports.settings.leaseSeconds);
  const waiting = await ports.deliveries.read(id);
  if (
    waiting === null ||
    (waiting.status !== 'received' && waiting.status !== 'ingesting') ||
    waiting.attempts >= ports.settings.attempts
  )
    return null;
  const first = await findEarlierWaiting(waiting, ports);
  if (first !== null) {
    await ports.messages.ingest(first);
    return null;
  }
  const datasetState = await ports.datasetStates.acquireLease(waiting.dataset, id, now, until);
  if (datasetState === null) return null;
  const delivery = await ports.deliveries.change(id, ['received', 'ingesting'], {
    status: 'ingesting',
    attempts: waiting.attempts + 1,
    fencingToken: datasetState.fencingToken,
    retryAt: until,
  });
  if (delivery === null) {
    await ports.datasetStates.releaseLease(waiting.dataset, id, datasetState.fencingToken);
    return null;
  }
  return { delivery, datasetState, prefix: stagedPrefix(id, datasetState.fencingToken) };
}

/** Renews the lease when a third of it has gone by; throws when the turn was lost. */
export function renewLease({ delivery, datasetState }: Lease, ports: LeasePorts): () => Promise<void> {
  const third = ports.settings.leaseSeconds / 3;
  let renewAt = secondsAfter(ports.now(), third);
  return async () => {
    const now = ports.now();
    if (now < renewAt) return;
    renewAt = secondsAfter(now, third);
    const until = secondsAfter(now, ports.settings.leaseSeconds);
    const mine = await ports.datasetStates.renewLease(delivery.dataset, delivery.id, datasetState.fencingToken, until);
    if (
      !mine ||
      (await ports.deliveries.change(delivery.id, ['ingesting'], { retryAt: until }, datasetState.fencingToken)) ===
        null
    )
      throw new Failure('lease-lost', { delivery: delivery.id });
  };
}

/**
 * Gives the turn back. A worker before this one may have died between reserving the place and ordering the loading: then nothing was
 * loaded, and the place is voided; else the dataset would wait for this delivery for ever.
 */
export async function releaseLease({ delivery, datasetState }: Lease, ports: LeasePorts): Promise<void> {
  if (datasetState.loading === undefined)
    return await ports.datasetStates.releaseLease(delivery.dataset, delivery.id, datasetState.fencingToken);
  const { seq } = datasetState.loading;
  await ports.datasetStates.abandonLoading(
    delivery.dataset,
    delivery.id,
    addVoidedRange(datasetState.voided, { from: seq, to: seq }),
    datasetState.fencingToken,
  );
}
