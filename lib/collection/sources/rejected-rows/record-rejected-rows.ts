import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import { RejectedRowLine } from '../../../../schemas/collection/sources/pull-manifest.ts';
import type { RejectedRowRecord } from '../../../../schemas/collection/sources/rejected-row.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { Clock, StagingStore } from '../../ports.ts';
import { resolvedKey, rejectedKey } from '../../staging.ts';
import type { RejectedRowRepository, SourceKey } from '../ports.ts';

export type RecordRejectedRowsPorts = Clock & {
  readonly rejectedRows: RejectedRowRepository;
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
};

/** Rejected rows per write, and per page read. */
const batchSize = 500;

/** The rejected rows that ingest staged for a delivery. */
export async function* readRejectedRowLines(
  { staged }: Pick<DeliveryRecord, 'staged'>,
  stagingStore: Pick<StagingStore, 'readLines'>,
): AsyncGenerator<RejectedRowLine> {
  for (let chunk = 1; chunk <= (staged?.rejectedChunks ?? 0); chunk += 1) {
    for await (const line of stagingStore.readLines(rejectedKey(staged?.prefix ?? '', chunk)))
      yield RejectedRowLine.parse(JSON.parse(line));
  }
}

/**
 * Records a settled delivery's rejected rows and resolves those whose record was accepted. A published full delivery
 * also resolves rows that the source no longer shows. Idempotent.
 */
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

/** Resolves the unreadable pages, after the source was read to its end. */
export async function resolvePages(
  key: SourceKey,
  run: string,
  { rejectedRows }: Pick<RecordRejectedRowsPorts, 'rejectedRows'>,
): Promise<void> {
  await rejectedRows.resolve(key, await pendingRejectedRowIds(key, rejectedRows, ({ kind }) => kind === 'page'), run);
}

/** The ids of pending rejected rows that match. */
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
