import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { Staged, DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import type { CollectionSettings } from '../ports.ts';
import type { IngestOutcome } from './conclude-ingest.ts';
import type { Ingested } from './ingest.ts';
import type { Lease } from './lease.ts';
import type { Comparison } from './rows/compare-rows.ts';

export type OutcomeFacts = {
  readonly version: DatasetVersion;
  /** SHA-256 of the workbook or the manifest, hex. */
  readonly rawHash: string;
  readonly shrinkLimit: CollectionSettings['shrinkLimit'];
};

/** Decides whether an ingested delivery is returned, held for approval, loaded, or unchanged. */
export function decideOutcome(
  { delivery, prefix }: Pick<Lease, 'delivery' | 'prefix'>,
  { index, comparison, staged: rows }: Ingested,
  { version, rawHash, shrinkLimit }: OutcomeFacts,
): IngestOutcome {
  const { rowCounts, removeMissing, pull } = comparison;
  const staged: Staged = { ...rows, prefix, records: index.storedCount + rowCounts.new - rowCounts.removed };
  const reconciled = pull?.reconciled ?? undefined;
  const changes = { rawHash, version: version.version, ...definedOnly({ reconciled }), rowCounts, staged };
  const blocking = blockingReason(delivery, version, {
    ...comparison,
    storedCount: index.storedCount,
    shrinkLimit,
  });
  if (blocking !== null) {
    const annotate = delivery.channel === 'excel' && staged.findings > 0;
    return { kind: blocking.status, changes: { ...changes, reason: blocking.reason }, annotate };
  }
  return rowCounts.new + rowCounts.changed + rowCounts.removed === 0
    ? { kind: 'unchanged', changes }
    : { kind: 'changed', changes, staged, index, removeMissing };
}

export type BlockingFacts = Pick<Comparison, 'rowCounts' | 'repeated'> & {
  readonly storedCount: number;
  /** Share, 0 to 1. */
  readonly shrinkLimit: number;
};

type Blocking = {
  readonly status: 'returned' | 'awaiting-approval';
  readonly reason: { readonly code: string; readonly detail: string };
};

/** Why a delivery is not loaded, or `null`. An approval covers only the removals counted then. */
export function blockingReason(
  delivery: DeliveryRecord,
  version: DatasetVersion,
  facts: BlockingFacts,
): Blocking | null {
  const { read, rejected } = facts.rowCounts;
  if (read === 0) return returned('no-rows');
  if (facts.repeated > 0) return returned('rows-repeated', { repeated: facts.repeated });
  if (rejected === read)
    return returned(delivery.channel === 'excel' ? 'all-rows-rejected' : 'all-pulled-rows-rejected', { rejected });
  // An increment of a source is not delivered again: its rejected rows wait for replay.
  const isRedelivered = delivery.channel === 'excel' || delivery.mode === 'full';
  if (rejected > 0 && isRedelivered && version.content.onRejectedRows === 'return-whole')
    return returned('rows-rejected', { rejected });
  return shrinkReason(delivery, facts);
}

function shrinkReason(delivery: DeliveryRecord, facts: BlockingFacts): Blocking | null {
  const { storedCount, shrinkLimit } = facts;
  const { removed } = facts.rowCounts;
  const approved = delivery.shrinkConfirmedBy === undefined ? 0 : (delivery.rowCounts?.removed ?? 0);
  if (removed <= approved || !exceedsShrinkLimit(removed, storedCount, shrinkLimit)) return null;
  const share = Math.round((removed / storedCount) * 100);
  const limit = Math.round(shrinkLimit * 100);
  return {
    status: 'awaiting-approval',
    reason: fillReason('would-shrink', { removed, storedCount, share, limit }),
  };
}

function returned(code: keyof typeof deliveryReasons, facts: Readonly<Record<string, number>> = {}): Blocking {
  return { status: 'returned', reason: fillReason(code, facts) };
}

function fillReason(code: keyof typeof deliveryReasons, facts: Readonly<Record<string, number>>) {
  return { code, detail: fillPhrase(deliveryReasons[code].detail, facts) };
}

/** `limit` is a share, 0 to 1. */
export function exceedsShrinkLimit(removed: number, storedCount: number, limit: number): boolean {
  return storedCount > 0 && removed / storedCount > limit;
}
