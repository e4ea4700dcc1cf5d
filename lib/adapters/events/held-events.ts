import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { NewEvent, type EventRecord } from '../../../schemas/kernel/event-record.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import type { Item, Table } from '../dynamodb/table.ts';
import { eventLog } from './event-log.ts';
import { eventOutbox, newOutbox, outboxMarks } from './event-outbox.ts';

/**
 * An item that keeps no list of its transitions holds its events until they are copied:
 *
 *     eventCount 7    uncopiedEvents [paused, resumed]    their numbers are 5 and 6
 */
const Holding = z.looseObject({
  eventCount: z.int().min(0).default(0),
  uncopiedEvents: z.array(z.unknown()).default([]),
});

const attribute = 'uncopiedEvents';

/** Returns the events that an item still holds, numbered. */
export function heldEvents(item: Item): EventRecord[] {
  const { eventCount, uncopiedEvents } = Holding.parse(item);
  const first = eventCount - uncopiedEvents.length;
  return uncopiedEvents.map((event, i) => ({ ...parseTolerantly(NewEvent, event), number: first + i }));
}

type Events = readonly [NewEvent, ...NewEvent[]];

/** What the conditional write of one or more transitions adds. */
export function holdEvents(events: Events) {
  const { set } = outboxMarks(events[0].at);
  return { set, add: { eventCount: events.length }, append: { [attribute]: z.array(NewEvent).parse(events) } };
}

/** The attributes of an item that is created with its first events. */
export function holdFirstEvents(events: Events) {
  const first = z.array(NewEvent).parse(events);
  return { ...newOutbox(events[0].at), eventCount: first.length, [attribute]: first };
}

/** Copies what items of a table hold to the table `events`. */
export function heldEventOutbox(
  client: DynamoDBDocumentClient,
  table: { readonly name: Table['name']; readonly key: readonly string[]; readonly events: string },
) {
  return eventOutbox({
    table: { client, name: table.name },
    key: table.key,
    log: eventLog(client, table.events),
    eventsOf: heldEvents,
    emptied: attribute,
  });
}
