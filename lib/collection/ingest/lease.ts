import type { KeptDelivery } from '../../../schemas/collection/delivery-record.ts';
import type { Holding } from '../../../schemas/records/dataset-state.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { voidedWith } from '../../kernel/visibility.ts';
import type { Clock, CollectionSettings, DeliveryBook, HoldingBook, Messages } from '../ports.ts';
import { stagedPrefix } from '../staging-keys.ts';
import { waitingBefore } from './earlier-waiting.ts';

export type TurnPorts = Clock & {
  readonly deliveries: DeliveryBook;
  readonly holdings: Pick<HoldingBook, 'beginWork' | 'keepWorking' | 'endWork' | 'abandonLoading'>;
  readonly messages: Pick<Messages, 'ingest'>;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds' | 'attempts'>;
};

/** A worker's turn at a delivery: nobody else takes in this dataset while it lasts. */
export type Turn = { readonly delivery: KeptDelivery; readonly holding: Holding; readonly prefix: string };

/** Begins the delivery's turn, if it waits for one, no earlier delivery does, and nobody else has it; else `null`: somebody will wake it again. */
export async function beginTurn(id: string, ports: TurnPorts): Promise<Turn | null> {
  const now = ports.now();
  const until = secondsAfter(now, ports.settings.leaseSeconds);
  const waiting = await ports.deliveries.read(id);
  if (
    waiting === null ||
    (waiting.status !== 'received' && waiting.status !== 'ingesting') ||
    waiting.attempts >= ports.settings.attempts
  )
    return null;
  const first = await waitingBefore(waiting, ports);
  if (first !== null) {
    await ports.messages.ingest(first);
    return null;
  }
  const holding = await ports.holdings.beginWork(waiting.dataset, id, now, until);
  if (holding === null) return null;
  const delivery = await ports.deliveries.change(id, ['received', 'ingesting'], {
    status: 'ingesting',
    attempts: waiting.attempts + 1,
    fence: holding.fence,
    wakeAt: until,
  });
  if (delivery === null) {
    await ports.holdings.endWork(waiting.dataset, id, holding.fence);
    return null;
  }
  return { delivery, holding, prefix: stagedPrefix(id, holding.fence) };
}

/** Renews the lease when a third of it has gone by; throws when the turn was lost. */
export function keepTurn({ delivery, holding }: Turn, ports: TurnPorts): () => Promise<void> {
  const third = ports.settings.leaseSeconds / 3;
  let renewAt = secondsAfter(ports.now(), third);
  return async () => {
    const now = ports.now();
    if (now < renewAt) return;
    renewAt = secondsAfter(now, third);
    const until = secondsAfter(now, ports.settings.leaseSeconds);
    const mine = await ports.holdings.keepWorking(delivery.dataset, delivery.id, holding.fence, until);
    if (!mine || (await ports.deliveries.change(delivery.id, ['ingesting'], { wakeAt: until }, holding.fence)) === null)
      throw new Failure('turn-lost', { delivery: delivery.id });
  };
}

/**
 * Gives the turn back. A worker before this one may have died between reserving the place and ordering the loading: then nothing was
 * loaded, and the place is voided; else the dataset would wait for this delivery for ever.
 */
export async function endTurn({ delivery, holding }: Turn, ports: TurnPorts): Promise<void> {
  if (holding.loading === undefined) return await ports.holdings.endWork(delivery.dataset, delivery.id, holding.fence);
  const { seq } = holding.loading;
  await ports.holdings.abandonLoading(
    delivery.dataset,
    delivery.id,
    voidedWith(holding.voided, { from: seq, to: seq }),
    holding.fence,
  );
}
