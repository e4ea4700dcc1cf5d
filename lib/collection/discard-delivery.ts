import type { KeptDelivery } from '../../schemas/collection/kept-delivery.ts';
import { deliveryOf } from '../../schemas/collection/kept-delivery.ts';
import type { discardDeliveryRoute } from '../../schemas/collection/routes.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import type { InputOf } from '../../schemas/kernel/route.ts';
import { secondsAfter } from '../kernel/instant.ts';
import { voidedWith } from '../kernel/visibility.ts';
import { versionsOf } from './load-part.ts';
import type { Clock, CollectionSettings, DeliveryBook, HoldingBook, Messages, RecordTable, Stage } from './ports.ts';
import { mayAct } from './who-may.ts';
import { statusNames } from '../../schemas/collection/status-names.ts';
import { wakeNext } from './wake-next.ts';

export type DiscardPorts = Clock & {
  readonly deliveries: DeliveryBook;
  readonly messages: Messages;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
};

/** Gives up a held or failed delivery. What it had loaded is deleted by and by; nobody could see it. */
export async function discardDelivery({ caller, params, body }: InputOf<typeof discardDeliveryRoute>, ports: DiscardPorts) {
  const delivery = await ports.deliveries.read(params.delivery);
  if (delivery === null || !mayAct(caller, delivery)) return refused('delivery-not-found');
  const changed = await ports.deliveries.change(delivery.id, ['held', 'failed'], {
    discarding: { by: caller.subject, reason: body.reason },
    wakeAt: secondsAfter(ports.now(), ports.settings.leaseSeconds),
  });
  if (changed === null) return refused('not-discardable', { status: statusNames[delivery.status] });
  await ports.messages.settle(delivery.id);
  return deliveryOf(changed);
}

/** Deletes what the parts list, then voids the delivery's place. May be killed and begun again at any point. */
export async function continueDiscarding(
  delivery: KeptDelivery,
  ports: DiscardPorts & { readonly holdings: HoldingBook; readonly stage: Pick<Stage, 'readLines'>; readonly records: Pick<RecordTable, 'remove'> },
): Promise<void> {
  const holding = await ports.holdings.read(delivery.dataset);
  if (holding.loading?.delivery === delivery.id) {
    const { seq } = holding.loading;
    for (let part = 1; part <= (delivery.staged?.parts ?? 0); part += 1) {
      for await (const versions of versionsOf(delivery, part, ports.stage)) await ports.records.remove(versions);
    }
    await ports.holdings.abandonLoading(delivery.dataset, delivery.id, voidedWith(holding.voided, { from: seq, to: seq }));
  }
  const now = ports.now();
  await ports.deliveries.change(delivery.id, ['held', 'failed'], { status: 'discarded', finishedAt: now, wakeAt: null });
  await wakeNext(delivery.dataset, ports);
}
