import type { Visibility } from '../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../schemas/records/record.ts';
import { isVisible } from './visibility.ts';

/** Versions of a record up to a sequence number, newest first. */
export type RecordVersionReader = {
  readonly versionsOfRecord: (record: string, upTo: number) => AsyncIterable<RecordVersion>;
};

/** Finds the newest version that is not beyond the published pointer and not voided; `null` if it is a removal. */
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
