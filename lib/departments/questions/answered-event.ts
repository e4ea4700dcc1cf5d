import type { Question } from '../../../schemas/departments/question.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';

/** The centre has answered a question; what was said stays in the thread. */
export function answeredEvent(
  { id, department, changedAt }: Question,
  { from, by }: { readonly from: string; readonly by: string },
): NewEvent {
  return {
    entity: `question#${id}`,
    kind: 'question',
    at: changedAt,
    by,
    department,
    action: 'answer',
    from,
    to: 'answered',
  };
}
