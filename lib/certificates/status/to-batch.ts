import { Batch, type BatchRecord } from '../../../schemas/certificates/batch.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';

/** Parsing drops the platform's own attributes. */
export function toBatch(record: BatchRecord): Batch {
  return Batch.strip().parse(record);
}

/** The centre sees every batch, a department only its own. */
export function canSeeBatch({ roles, department }: Caller, batch: Pick<Batch, 'department'>): boolean {
  return roles.includes('operator') || department === batch.department;
}
