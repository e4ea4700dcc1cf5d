import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { RejectedRowRecord } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { ReplayOutcome } from '../../../../schemas/collection/sources/replay.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { Clock, StagingStore, DeliveryRepository } from '../../ports.ts';
import { resolvedKey, readRejectedRowLines } from '../../staging.ts';
import type { RejectedRowRepository, SourceChanges, SourceKey } from '../ports.ts';
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
  const outcomes: Record<string, ReplayOutcome> = {};
  const requested = source.decisions.findLast(({ kind }) => kind === 'replayed')?.at;
  const isLate = requested === undefined || secondsAfter(requested, maxRequestSeconds) < ports.now();
  // A portion in progress is resumed, however late.
  const inProgress = new Set(source.replayWork?.portion?.deliveries.map(({ id }) => id));
  for (const id of source.replays) {
    const delivery = await ports.deliveries.read(id);
    if (delivery === null && isLate && !inProgress.has(id)) {
      const ids = await unresolvedIdsOfReplay(lease, id, ports);
      await ports.rejectedRows.reopen(lease.key, ids);
      outcomes[id] = { at: ports.now(), accepted: 0, rejected: 0, reopened: ids.length, reasons: {} };
    } else if (delivery === null || !['published', 'returned', 'discarded'].includes(delivery.status)) {
      unsettled.push(id);
    } else outcomes[id] = await finishReplay(lease, delivery, ports);
  }
  if (unsettled.length === source.replays.length) return source;
  return await lease.changeIfUnchanged(source, {
    replays: unsettled,
    ...countOutcomes(source, outcomes),
  });
}

/** Keeps the outcomes of the newest replay of all rows; those of named rows are seen in their deliveries. */
function countOutcomes(
  { replayWork, replayOutcomes }: SourceRecord,
  outcomes: Readonly<Record<string, ReplayOutcome>>,
): Pick<SourceChanges, 'replayOutcomes'> {
  const counted = Object.entries(outcomes).filter(([id]) => replayWork?.deliveries.includes(id) === true);
  return counted.length === 0 ? {} : { replayOutcomes: { ...replayOutcomes, ...Object.fromEntries(counted) } };
}

async function finishReplay(
  lease: SourceLease,
  delivery: DeliveryRecord,
  ports: RecordRejectedRowsPorts,
): Promise<ReplayOutcome> {
  await recordRejectedRows(lease.key, delivery, ports);
  const ids = await unresolvedIdsOfReplay(lease, delivery.id, ports);
  const { read = 0, rejected = 0 } = delivery.rowCounts ?? {};
  const at = delivery.finishedAt ?? ports.now();
  if (delivery.status !== 'published') {
    await ports.rejectedRows.reopen(lease.key, ids);
    return { at, accepted: 0, rejected, reopened: read - rejected, reasons: await countReasons(delivery, ports) };
  }
  await ports.rejectedRows.resolve(lease.key, ids, delivery.id);
  return { at, accepted: read - rejected, rejected, reopened: 0, reasons: await countReasons(delivery, ports) };
}

async function countReasons(
  delivery: DeliveryRecord,
  { stagingStore }: RecordRejectedRowsPorts,
): Promise<Record<string, number>> {
  const reasons: Record<string, number> = {};
  for await (const { c } of readRejectedRowLines(delivery, stagingStore)) {
    const [code = 'unknown'] = c;
    reasons[code] = (reasons[code] ?? 0) + 1;
  }
  return reasons;
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
