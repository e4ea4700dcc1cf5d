import type { KeptDelivery } from '../../../schemas/collection/kept-delivery.ts';
import type { KeptSource } from '../../../schemas/collection/sources/source.ts';
import type { DeliveryBook } from '../ports.ts';
import { closeDelivery, openLetters } from './close-delivery.ts';
import type { CloseDeliveryPorts } from './close-delivery.ts';
import type { SourceTurn } from './source-turn.ts';

/** Closes the replays that have settled: what was rejected again waits again, the others are done with. Those of a replay that a person discarded wait again, too. */
export async function closeReplays(source: KeptSource, turn: SourceTurn, ports: CloseDeliveryPorts & { readonly deliveries: Pick<DeliveryBook, 'read'> }): Promise<KeptSource> {
  const open: string[] = [];
  for (const id of source.replays) {
    const delivery = await ports.deliveries.read(id);
    if (delivery === null || !['published', 'returned', 'discarded'].includes(delivery.status)) open.push(id);
    else await closeReplay(turn, delivery, ports);
  }
  return open.length === source.replays.length ? source : await turn.change({ replays: open });
}

async function closeReplay({ key }: SourceTurn, delivery: KeptDelivery, ports: CloseDeliveryPorts): Promise<void> {
  await closeDelivery(key, delivery, ports);
  const own = await openLetters(key, ports.letters, ({ replay, delivery: cameWith, state }) => state === 'replaying' && replay === delivery.id && cameWith !== delivery.id);
  await (delivery.status === 'published' ? ports.letters.overcome(key, own) : ports.letters.waitAgain(key, own));
}
