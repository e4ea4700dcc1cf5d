import { batchEntity, type BatchRecord, type BatchStatus } from '../../../schemas/certificates/batch.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

type Transition = {
  readonly from?: BatchStatus;
  readonly to: BatchStatus;
  readonly at: Instant;
  readonly by: string;
};

/** Makes the event of a transition, with the counts after it; reasons stay in the batch, for events are kept for ever. */
export function batchEvent(
  { id, department, operation, type, counts }: Pick<BatchRecord, 'id' | 'department' | 'operation' | 'type' | 'counts'>,
  transition: Transition,
): NewEvent {
  return {
    entity: batchEntity(id),
    kind: 'certificates',
    department,
    ...definedOnly({ dataset: type }),
    action: operation,
    ...transition,
    counts: { ...counts },
  };
}
