import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { objectionEntity, type Objection } from '../../../schemas/sharing/objection.ts';

/**
 * The event of the last transition, or of filing. Dataset and provider are left out: whoever reads events of these may
 * not know of the objection; reasons stay in it.
 */
export function objectionEvent({ id, consumer, transitions, state, createdAt, createdBy }: Objection): NewEvent {
  const identified = { entity: objectionEntity(id), kind: 'objection', department: consumer } as const;
  const last = transitions.at(-1);
  if (last === undefined) return { ...identified, at: createdAt, by: createdBy, action: 'file', to: state };
  const { at, by, action, from, to } = last;
  return { ...identified, at, by, action, from, to };
}
