import { Batch, type BatchRecord } from '../../../schemas/certificates/batch.ts';

/** Parsing drops the platform's own attributes. */
export function toBatch(record: BatchRecord): Batch {
  return Batch.strip().parse(record);
}
