import type { CertificateHead } from '../../../schemas/certificates/certificate.ts';
import type { Visibility } from '../../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import type { RecordVersionReader } from '../../kernel/newest-visible.ts';
import { isVisible } from '../../kernel/visibility.ts';

/**
 * Lists the visible record versions that a chain has not seen, oldest first, so that no certificate version is skipped.
 * After a roll-back of the last seen one: only the newest visible version, or `null` when none is visible.
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
