import type { Batch } from '../../../schemas/certificates/batch.ts';
import { operations } from '../../../schemas/certificates/status.ts';
import type { FoundTask } from './group-tasks.ts';

/** A batch that another person prepared; `null` for one that is decided, or that only its maker can withdraw. */
export function batchTask({ id, status, operation, preparedAt, counts }: Batch): FoundTask | null {
  if (status !== 'prepared' || counts.possible === 0) return null;
  const { name } = operations[operation];
  return {
    kind: 'batches-to-approve',
    title: `批量${name} ${counts.possible} 份证照`,
    why: `复核通过后才办理“${name}”，请由制单人以外的人核对后通过或退回。`,
    since: preparedAt,
    address: `/certificates/batches/${id}`,
  };
}
