import type { RecordVersion } from '../../schemas/records/record.ts';
import { subjectHashOf } from '../kernel/subject-hash-of.ts';

/** The keyed hashes of those whom these records are about, without their dataset. */
export function subjectsOf(versions: readonly Pick<RecordVersion, 'subject'>[]): string[] {
  return versions.flatMap(({ subject }) => (subject === undefined ? [] : [subjectHashOf(subject)]));
}
