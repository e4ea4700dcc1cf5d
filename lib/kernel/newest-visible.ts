import type { Visibility } from '../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../schemas/records/record.ts';
import { isVisible } from './visibility.ts';

/** Reads up to a sequence number, newest first. */
export type RecordVersionReader = {
  readonly versionsOfRecord: (record: string, upTo: number) => AsyncIterable<RecordVersion>;
};

/** Skips versions beyond the published pointer and voided ones; `null` if it is a removal. */
export async function findNewestVisible(
  record: string,
  visibility: Visibility,
  versions: RecordVersionReader,
): Promise<RecordVersion | null> {
  for await (const version of versions.versionsOfRecord(record, visibility.seq)) {
    if (isVisible(version.seq, visibility)) return version.removed ? null : version;
  }
  return null;
}
