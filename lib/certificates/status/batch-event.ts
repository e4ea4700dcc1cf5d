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

/** The event of a batch, with its counts after the transition; what people said of it stays in the batch. */
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
