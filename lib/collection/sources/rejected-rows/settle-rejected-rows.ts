import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { RejectedRowRecord } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { Clock, StagingStore, DeliveryRepository } from '../../ports.ts';
import { resolvedKey, readRejectedRowLines } from '../../staging.ts';
import type { RejectedRowRepository, SourceKey } from '../ports.ts';
import type { SourceLease } from '../pull/source-lease.ts';

type RecordRejectedRowsPorts = Clock & {
  readonly rejectedRows: RejectedRowRepository;
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
};

/** Limits the rows per write, and per page read. */
const batchSize = 500;

/** Also resolves accepted records, and after a full delivery rows no longer shown. Idempotent. */
export async function recordRejectedRows(
  key: SourceKey,
  delivery: DeliveryRecord,
  ports: RecordRejectedRowsPorts,
): Promise<void> {
  const at = delivery.finishedAt ?? ports.now();
  let batch: Parameters<RejectedRowRepository['recordRejection']>[0][number][] = [];
  const flush = async () => {
    await ports.rejectedRows.recordRejection(batch);
    batch = [];
  };
  for await (const { p, r, k, c, d, f } of readRejectedRowLines(delivery, ports.stagingStore)) {
    batch.push({
      ...key,
      id: k,
      kind: 'row',
      delivery: delivery.id,
      page: p,
      row: r,
      codes: c,
      detail: d,
      at,
      ...definedOnly({ field: f }),
    });
    if (batch.length === batchSize) await flush();
  }
  await flush();

  const { staged } = delivery;
  if (staged !== undefined && (staged.resolved ?? 0) > 0) {
    const ids: string[] = [];
    for await (const line of ports.stagingStore.readLines(resolvedKey(staged.prefix)))
      ids.push(String(JSON.parse(line)));
    await ports.rejectedRows.resolve(key, ids, delivery.id);
  }
  if (delivery.mode === 'full' && delivery.status === 'published' && staged?.truncated !== true) {
    await ports.rejectedRows.resolve(
      key,
      await pendingRejectedRowIds(
        key,
        ports.rejectedRows,
        (rejectedRow) => rejectedRow.kind === 'row' && rejectedRow.delivery < delivery.id,
      ),
      delivery.id,
    );
  }
}

/** Resolves unreadable pages, after the source was read to its end. */
export async function resolvePages(
  key: SourceKey,
  run: string,
  { rejectedRows }: Pick<RecordRejectedRowsPorts, 'rejectedRows'>,
): Promise<void> {
  await rejectedRows.resolve(key, await pendingRejectedRowIds(key, rejectedRows, ({ kind }) => kind === 'page'), run);
}

/** Answers the ids of the pending rows that match. */
export async function pendingRejectedRowIds(
  key: SourceKey,
  rejectedRows: Pick<RejectedRowRepository, 'pending'>,
  matches: (rejectedRow: RejectedRowRecord) => boolean,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await rejectedRows.pending(key, { limit: batchSize, ...definedOnly({ after }) });
    ids.push(...page.filter(matches).map(({ id }) => id));
    after = page.at(-1)?.id;
    if (after === undefined || page.length < batchSize) return ids;
  }
}

/** A replay without a delivery after this was lost in a crash. */
const maxRequestSeconds = 900;

/** Resolves the rows of published replays; reopens those of discarded, returned or crashed ones. */
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

/** Excludes rows that the replay rejected again. */
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
