import type { RecordVersion } from '../../schemas/records/record.ts';

/** The keyed hash of `dataset#hash`. */
export const subjectHashOf = (subject: string): string => subject.slice(subject.lastIndexOf('#') + 1);

/** The keyed hashes of those whom these records are about, without their dataset. */
export function subjectsOf(versions: readonly Pick<RecordVersion, 'subject'>[]): string[] {
  return versions.flatMap(({ subject }) => (subject === undefined ? [] : [subjectHashOf(subject)]));
}
