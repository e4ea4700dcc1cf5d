import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { objectionEntity, type Objection } from '../../../schemas/sharing/objection.ts';

const identify = ({ id, consumer }: Objection) => ({
  entity: objectionEntity(id),
  kind: 'objection' as const,
  department: consumer,
});

/**
 * The event of the last transition, or of filing. Dataset and provider are left out: whoever reads events of these may
 * not know of the objection; reasons stay in it.
 */
export function objectionEvent(objection: Objection): NewEvent {
  const { transitions, state, createdAt, createdBy } = objection;
  const identified = identify(objection);
  const last = transitions.at(-1);
  if (last === undefined) return { ...identified, at: createdAt, by: createdBy, action: 'file', to: state };
  const { at, by, action, from, to } = last;
  return { ...identified, at, by, action, from, to };
}

/** The event of a reminder or of an escalation; `days` are working days left, or late. */
export function clockEvent(
  objection: Objection,
  { action, at, days }: { readonly action: 'remind' | 'escalate'; readonly at: Instant; readonly days: number },
): NewEvent {
  const { state } = objection;
  return { ...identify(objection), at, by: 'platform', action, from: state, to: state, counts: { days } };
}
