import { Batch, type BatchRecord } from '../../../schemas/certificates/batch.ts';

/** A batch as callers see it: parsing leaves out what is the platform's own. */
export function toBatch(record: BatchRecord): Batch {
  return Batch.strip().parse(record);
}
