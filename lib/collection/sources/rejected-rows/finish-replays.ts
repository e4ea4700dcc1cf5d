import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { DeliveryRepository } from '../../ports.ts';
import type { SourceLease } from '../pull/source-lease.ts';
import { recordRejectedRows, pendingRejectedRowIds, type RecordRejectedRowsPorts } from './record-rejected-rows.ts';

/** No request lives as long, seconds: a replay that has no delivery by then will never have one. */
const requestSeconds = 900;

/**
 * Closes the replays that have settled: what was rejected again waits again, the others are done with. Those of a replay that a person discarded wait again, too,
 * and those of one whose request died before it made the delivery.
 */
export async function finishReplays(
  source: SourceRecord,
  lease: SourceLease,
  ports: RecordRejectedRowsPorts & { readonly deliveries: Pick<DeliveryRepository, 'read'> },
): Promise<SourceRecord> {
  const pending: string[] = [];
  const requested = source.decisions.findLast(({ kind }) => kind === 'replayed')?.at;
  const isLost = requested === undefined || secondsAfter(requested, requestSeconds) < ports.now();
  for (const id of source.replays) {
    const delivery = await ports.deliveries.read(id);
    if (delivery === null && isLost)
      await ports.rejectedRows.reopen(lease.key, await unresolvedIdsOfReplay(lease, id, ports));
    else if (delivery === null || !['published', 'returned', 'discarded'].includes(delivery.status)) pending.push(id);
    else await finishReplay(lease, delivery, ports);
  }
  return pending.length === source.replays.length
    ? source
    : await lease.changeIfUnchanged(source, { replays: pending });
}

async function finishReplay(
  lease: SourceLease,
  delivery: DeliveryRecord,
  ports: RecordRejectedRowsPorts,
): Promise<void> {
  await recordRejectedRows(lease.key, delivery, ports);
  const own = await unresolvedIdsOfReplay(lease, delivery.id, ports);
  await (delivery.status === 'published'
    ? ports.rejectedRows.resolve(lease.key, own, delivery.id)
    : ports.rejectedRows.reopen(lease.key, own));
}

/** Letters that the replay has taken up, and that did not come with it again. */
async function unresolvedIdsOfReplay(
  { key }: SourceLease,
  id: string,
  { rejectedRows }: RecordRejectedRowsPorts,
): Promise<readonly string[]> {
  return await pendingRejectedRowIds(
    key,
    rejectedRows,
    ({ replay, delivery, state }) => state === 'replaying' && replay === id && delivery !== id,
  );
}
