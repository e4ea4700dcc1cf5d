import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { DatasetState } from '../../../schemas/records/dataset-state.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { addVoidedRange } from '../../kernel/visibility.ts';
import { takingBack } from '../deliveries/attempts.ts';
import { changeStatus } from '../deliveries/change-status.ts';
import type { DeliveryRepository } from '../ports.ts';
import { stagedPrefix } from '../staging.ts';
import { concludeIngest, type ConcludePorts, type IngestOutcome } from './ingest-outcome.ts';
import type { Lease } from './lease.ts';

/** Does nothing while delivery or lease must wait. Work that throws lets the lease expire for the next worker. */
export async function withLease(
  deliveryId: string,
  ports: ConcludePorts,
  work: (lease: Lease) => Promise<IngestOutcome>,
): Promise<void> {
  const lease = await acquireLease(deliveryId, ports);
  if (lease === null) return;
  const { id, attempts, fencingToken } = lease.delivery;
  await takingBack(
    async () => await concludeIngest(lease, await work(lease), ports),
    () => ports.deliveries.change(id, ['ingesting'], { attempts: attempts - 1 }, fencingToken),
  );
}

async function acquireLease(id: string, ports: ConcludePorts): Promise<Lease | null> {
  const waiting = await ports.deliveries.read(id);
  if (waiting === null || !isWaiting(waiting) || waiting.attempts >= ports.settings.attempts) return null;
  const earlier = await findEarlierWaiting(waiting, ports);
  if (earlier !== null) {
    await ports.messages.ingest(earlier);
    return null;
  }
  const now = ports.now();
  const until = secondsAfter(now, ports.settings.leaseSeconds);
  const datasetState = await ports.datasetStates.acquireLease(waiting.dataset, id, now, until);
  if (datasetState === null) return null;
  const { fencingToken } = datasetState;
  const changes = { attempts: waiting.attempts + 1, resends: null, fencingToken, retryAt: until };
  const delivery = await changeStatus(id, { from: ['received', 'ingesting'], to: 'ingesting', changes }, ports);
  if (delivery !== null) return openLease(delivery, datasetState, ports);
  await ports.datasetStates.releaseLease(waiting.dataset, id, fencingToken);
  return null;
}

function openLease(delivery: DeliveryRecord, datasetState: DatasetState, ports: ConcludePorts): Lease {
  const { id, dataset } = delivery;
  const { fencingToken, loading, voided } = datasetState;
  const abandon = async (seq: number) =>
    await ports.datasetStates.abandonLoading(dataset, id, addVoidedRange(voided, { from: seq, to: seq }), fencingToken);
  return {
    delivery,
    datasetState,
    prefix: stagedPrefix(id, fencingToken),
    renew: createRenewal(delivery, fencingToken, ports),
    release: async () => {
      if (loading === undefined) await ports.datasetStates.releaseLease(dataset, id, fencingToken);
      else await abandon(loading.seq);
    },
    abandon,
  };
}

function createRenewal(
  { id, dataset }: DeliveryRecord,
  fencingToken: number,
  ports: ConcludePorts,
): () => Promise<void> {
  const { leaseSeconds } = ports.settings;
  let renewAt = secondsAfter(ports.now(), leaseSeconds / 3);
  return async () => {
    const now = ports.now();
    if (now < renewAt) return;
    renewAt = secondsAfter(now, leaseSeconds / 3);
    const until = secondsAfter(now, leaseSeconds);
    const renewed =
      (await ports.datasetStates.renewLease(dataset, id, fencingToken, until)) &&
      (await ports.deliveries.change(id, ['ingesting'], { retryAt: until }, fencingToken)) !== null;
    if (!renewed) throw new Failure('lease-lost', { delivery: id });
  };
}

/** The sweep wakes a waiting delivery that is older than these. */
const maxDeliveriesChecked = 50;

/** Takes the order of creation; reads each again, for the list is eventually consistent. */
async function findEarlierWaiting(
  { dataset, id }: DeliveryRecord,
  ports: { readonly deliveries: Pick<DeliveryRepository, 'listByDataset' | 'read'> },
): Promise<DeliveryRecord | null> {
  const newestFirst = await ports.deliveries.listByDataset(dataset, { before: id, limit: maxDeliveriesChecked });
  for (const listed of newestFirst.toReversed()) {
    if (!isWaiting(listed)) continue;
    const earlier = await ports.deliveries.read(listed.id);
    if (earlier !== null && isWaiting(earlier)) return earlier;
  }
  return null;
}

function isWaiting({ status }: DeliveryRecord): boolean {
  return status === 'received' || status === 'ingesting';
}
