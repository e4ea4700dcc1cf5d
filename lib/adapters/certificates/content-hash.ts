import { hash } from 'node:crypto';
import type { RecordValues } from '../../../schemas/records/record.ts';

/** SHA-256 (hex), independent of field order. */
export function contentHash(values: RecordValues): string {
  return hash('sha256', JSON.stringify(Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1))));
}
