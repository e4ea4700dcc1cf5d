import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { DeliveryRepository } from '../../ports.ts';
import type { SourceLease } from '../pull/source-lease.ts';
import { recordRejectedRows, pendingRejectedRowIds, type RecordRejectedRowsPorts } from './record-rejected-rows.ts';

/** Longest life of a request; a replay without a delivery by then was lost in a crash. */
const maxRequestSeconds = 900;

/**
 * Resolves the rows of published replays; rows rejected again stay pending. Reopens the rows of replays that were
 * discarded or returned, or whose request crashed before it created the delivery.
 */
export async function finishReplays(
  source: SourceRecord,
  lease: SourceLease,
  ports: RecordRejectedRowsPorts & { readonly deliveries: Pick<DeliveryRepository, 'read'> },
): Promise<SourceRecord> {
  const unsettled: string[] = [];
  const requested = source.decisions.findLast(({ kind }) => kind === 'replayed')?.at;
  const isLost = requested === undefined || secondsAfter(requested, maxRequestSeconds) < ports.now();
  for (const id of source.replays) {
    const delivery = await ports.deliveries.read(id);
    if (delivery === null && isLost)
      await ports.rejectedRows.reopen(lease.key, await unresolvedIdsOfReplay(lease, id, ports));
    else if (delivery === null || !['published', 'returned', 'discarded'].includes(delivery.status)) unsettled.push(id);
    else await finishReplay(lease, delivery, ports);
  }
  return unsettled.length === source.replays.length
    ? source
    : await lease.changeIfUnchanged(source, { replays: unsettled });
}

async function finishReplay(
  lease: SourceLease,
  delivery: DeliveryRecord,
  ports: RecordRejectedRowsPorts,
): Promise<void> {
  await recordRejectedRows(lease.key, delivery, ports);
  const ids = await unresolvedIdsOfReplay(lease, delivery.id, ports);
  await (delivery.status === 'published'
    ? ports.rejectedRows.resolve(lease.key, ids, delivery.id)
    : ports.rejectedRows.reopen(lease.key, ids));
}

/** Rows that the replay claimed and did not reject again. */
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
