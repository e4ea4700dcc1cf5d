import type { EventRecord } from '../kernel/event-record.ts';
import type { DeliveryRecord } from './delivery-record.ts';
import type { Channel, DeliveryEvent, DeliveryStatus } from './delivery.ts';

type Evented = Pick<
  DeliveryRecord,
  'id' | 'dataset' | 'department' | 'channel' | 'createdAt' | 'createdBy' | 'transitions'
>;

type NumberedEvent = DeliveryEvent & { readonly number: number };

/**
 * Lists a delivery's events, the oldest first, numbered by their place in its transitions; 0 is the registration. A
 * worker that took an interrupted step up again is no event: nothing changed.
 */
export function numberedDeliveryEvents({
  channel,
  createdAt,
  createdBy,
  transitions = [],
}: Pick<Evented, 'channel' | 'createdAt' | 'createdBy' | 'transitions'>): NumberedEvent[] {
  let from = firstStatus(channel);
  const events: NumberedEvent[] = [{ number: 0, at: createdAt, by: createdBy, to: from }];
  for (const [i, transition] of transitions.entries()) {
    if (transition.to === from) continue;
    events.push({ ...transition, number: i + 1, from });
    from = transition.to;
  }
  return events;
}

/** Writes a delivery's events as the table of events holds them. */
export function deliveryEventRecords(delivery: Evented): EventRecord[] {
  const { id, dataset, department, channel } = delivery;
  return numberedDeliveryEvents(delivery).map(({ rowCounts, ...event }) => ({
    ...event,
    entity: `delivery#${id}`,
    kind: 'delivery',
    dataset,
    department,
    channel,
    ...(rowCounts === undefined ? {} : { counts: rowCounts }),
  }));
}

/** The pages of a source are there before its delivery is. */
function firstStatus(channel: Channel): DeliveryStatus {
  return channel === 'excel' ? 'awaiting-upload' : 'received';
}
