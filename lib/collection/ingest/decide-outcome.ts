import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { CollectionSettings } from '../ports.ts';
import { blockingReason } from './blocking-reason.ts';
import type { IngestOutcome } from './conclude-ingest.ts';
import type { Ingested } from './ingest.ts';
import type { Lease } from './lease.ts';

export type OutcomeFacts = {
  readonly version: DatasetVersion;
  /** SHA-256 of the workbook or the manifest, hex. */
  readonly rawHash: string;
  readonly shrinkLimit: CollectionSettings['shrinkLimit'];
};

/** Decides whether an ingested delivery is returned, held for approval, loaded, or has changed nothing. */
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
