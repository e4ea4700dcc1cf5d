import { hash } from 'node:crypto';
import type { RecordValues } from '../../../schemas/records/record.ts';

/** SHA-256 (hex) of a record's values, independent of the order of fields. */
export function contentHash(values: RecordValues): string {
  return hash('sha256', JSON.stringify(Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1))));
}
