import type { KeptDelivery } from '../../../../schemas/collection/delivery-record.ts';
import type { KeptSource } from '../../../../schemas/collection/sources/source.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { DeliveryBook } from '../../ports.ts';
import type { SourceLease } from '../pull/source-lease.ts';
import { closeDelivery, openLetters, type CloseDeliveryPorts } from './record-rejected-rows.ts';

/** No request lives as long, seconds: a replay that has no delivery by then will never have one. */
const requestSeconds = 900;

/**
 * Closes the replays that have settled: what was rejected again waits again, the others are done with. Those of a replay that a person discarded wait again, too,
 * and those of one whose request died before it made the delivery.
 */
export async function closeReplays(
  source: KeptSource,
  lease: SourceLease,
  ports: CloseDeliveryPorts & { readonly deliveries: Pick<DeliveryBook, 'read'> },
): Promise<KeptSource> {
  const open: string[] = [];
  const asked = source.decisions.findLast(({ kind }) => kind === 'replayed')?.at;
  const isLost = asked === undefined || secondsAfter(asked, requestSeconds) < ports.now();
  for (const id of source.replays) {
    const delivery = await ports.deliveries.read(id);
    if (delivery === null && isLost) await ports.letters.waitAgain(lease.key, await ownLetters(lease, id, ports));
    else if (delivery === null || !['published', 'returned', 'discarded'].includes(delivery.status)) open.push(id);
    else await closeReplay(lease, delivery, ports);
  }
  return open.length === source.replays.length ? source : await lease.decide(source, { replays: open });
}

async function closeReplay(lease: SourceLease, delivery: KeptDelivery, ports: CloseDeliveryPorts): Promise<void> {
  await closeDelivery(lease.key, delivery, ports);
  const own = await ownLetters(lease, delivery.id, ports);
  await (delivery.status === 'published'
    ? ports.letters.overcome(lease.key, own, delivery.id)
    : ports.letters.waitAgain(lease.key, own));
}

/** Letters that the replay has taken up, and that did not come with it again. */
async function ownLetters(
  { key }: SourceLease,
  id: string,
  { letters }: CloseDeliveryPorts,
): Promise<readonly string[]> {
  return await openLetters(
    key,
    letters,
    ({ replay, delivery, state }) => state === 'replaying' && replay === id && delivery !== id,
  );
}
