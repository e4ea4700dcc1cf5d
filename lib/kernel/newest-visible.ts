import type { Visibility } from '../../schemas/records/dataset-state.ts';
import type { RecordVersion } from '../../schemas/records/record.ts';
import { isVisible } from './visibility.ts';

/** The versions of a record up to a place, the newest first. */
export type RecordVersionReader = {
  readonly versionsOfRecord: (record: string, upTo: number) => AsyncIterable<RecordVersion>;
};

/** The version of a record that is seen: the newest that is not beyond the pointer and not voided. A removed record has none. */
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
