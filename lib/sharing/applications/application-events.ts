import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import { applicationEntity, type Application } from '../../../schemas/sharing/application.ts';

/** Its own dataset and provider are left out: whoever reads events of these may not know of the application. */
const identify = ({ id, consumer }: Application) => ({
  entity: applicationEntity(id),
  kind: 'application' as const,
  department: consumer,
});

/** The event of the last transition; reasons stay in the application. */
export function transitionEvent(application: Application): NewEvent {
  const last = application.transitions.at(-1);
  if (last === undefined) return writtenEvent(application, { at: application.createdAt, by: application.createdBy });
  const { at, by, action, from, to } = last;
  return { ...identify(application), at, by, action, from, to };
}

/** The event of content that was written: of a new draft, or of a change. */
export function writtenEvent(
  application: Application,
  { at, by }: { readonly at: Instant; readonly by: string },
): NewEvent {
  return { ...identify(application), at, by, action: 'write', to: application.state };
}

/** The event of a reminder or of an escalation; `days` are working days left, or late. */
export function clockEvent(
  application: Application,
  { action, at, days }: { readonly action: 'remind' | 'escalate'; readonly at: Instant; readonly days: number },
): NewEvent {
  const { state } = application;
  return { ...identify(application), at, by: 'platform', action, from: state, to: state, counts: { days } };
}

/** The event of a grant that a proof suspends, or that the centre lets be used again. */
export function suspensionEvent(
  application: Application,
  { at, by, action }: { readonly at: Instant; readonly by: string; readonly action: 'suspend' | 'resume' },
): NewEvent {
  const { state } = application;
  return { ...identify(application), at, by, action, from: state, to: state };
}

/** The event of a grant that ends in so many days, or fewer. */
export function warningEvent(
  application: Application,
  { at, days }: { readonly at: Instant; readonly days: number },
): NewEvent {
  const { state } = application;
  return { ...identify(application), at, by: 'platform', action: 'warn', from: state, to: state, counts: { days } };
}
