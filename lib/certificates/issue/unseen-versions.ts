import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import type { Visibility } from '../../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import type { RecordVersionReader } from '../../kernel/newest-visible.ts';
import { isVisible } from '../../kernel/visibility.ts';

/**
 * The states of a record that its chain has not seen yet, the oldest first; `null` stands for a record of which nothing is visible any more. Every state
 * becomes a step, so that the versions of a certificate do not depend on how fast deliveries came. What the chain saw last may have been rolled
 * back: then the one step is to what is visible instead.
 */
export async function unseenVersions(
  record: string,
  head: Pick<CertificateHead, 'source'> | null,
  visibility: Visibility,
  versions: RecordVersionReader,
): Promise<readonly (RecordVersion | null)[]> {
  const seen = head?.source.seq;
  const rolledBack = seen !== undefined && !isVisible(seen, visibility);
  const newer: RecordVersion[] = [];
  for await (const version of versions.versionsOfRecord(record, visibility.seq)) {
    if (!isVisible(version.seq, visibility)) continue;
    if (rolledBack) return [version];
    if (seen !== undefined && version.seq <= seen) break;
    newer.push(version);
  }
  return rolledBack ? [null] : newer.toReversed();
}
