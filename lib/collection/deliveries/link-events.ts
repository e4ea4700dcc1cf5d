import { platformActor } from '../../../schemas/collection/delivery.ts';
import { linkEntity, type LinkState } from '../../../schemas/collection/link.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';

type Link = Pick<LinkState, 'dataset' | 'channel'>;

/** The event of a channel's first publication, from which on it is on trial. */
export function trialEvent(link: Link & Pick<LinkState, 'since'>, department: string): NewEvent {
  return { ...identify(link, department), at: link.since, by: platformActor, to: 'on-trial' };
}

/** The event of the centre's confirmation; the receipt's comment stays in the link. */
export function confirmationEvent(
  link: Link,
  department: string,
  { confirmedAt, confirmedBy, records }: NonNullable<LinkState['receipt']>,
): NewEvent {
  const transition = { at: confirmedAt, by: confirmedBy, from: 'on-trial', to: 'linked' };
  return { ...identify(link, department), ...transition, counts: { records } };
}

function identify({ dataset, channel }: Link, department: string) {
  return { entity: linkEntity({ dataset, channel }), kind: 'link' as const, dataset, channel, department };
}
