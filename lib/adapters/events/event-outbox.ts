import { z } from 'zod';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import type { EventOutbox } from '../../kernel/event-outbox.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { getItem, updateItem } from '../dynamodb/items.ts';
import { postponeBy } from '../dynamodb/postpone.ts';
import { queryPage } from '../dynamodb/query-items.ts';
import type { Item, Table } from '../dynamodb/table.ts';
import type { EventLog } from './event-log.ts';

/** `eventCount` grows in the write that makes a transition; the events below `eventsCopied` are in the table of events. */
const OutboxState = z.looseObject({ eventCount: z.int().min(0).default(0), eventsCopied: z.int().min(0).default(0) });

const uncopiedIndex = 'byUncopied';
const maxSwept = 100;
/** The writer itself copies within seconds. */
const graceSeconds = 60;

type Listener = (failure: Failure) => void;
let listener: Listener | undefined;

/** The process has one listener: the edge's log. */
export function onEventsNotCopied(listen: Listener): void {
  listener = listen;
}

/** What a conditional write adds, so that its transition is copied: at once, or by a sweep if the worker dies. */
export function outboxMarks(at: Instant) {
  return { set: { uncopied: 'uncopied', uncopiedSince: at }, add: { eventCount: 1 } } as const;
}

/** The attributes of an item that is created with its first event. */
export function newOutbox(at: Instant) {
  return { ...outboxMarks(at).set, eventCount: 1 };
}

/** An item's name in the table of events, and the events that it still holds. */
export type OutboxItems = { readonly entity: string; readonly events: readonly EventRecord[] };

type OutboxOf = {
  readonly table: Table;
  readonly key: readonly string[];
  readonly log: Pick<EventLog, 'append'>;
  /** All events of the item that may not be copied yet; may throw. Their numbers are below `eventCount`. */
  readonly eventsOf: (item: Item) => readonly EventRecord[];
  /** The attribute that holds events until they are copied. */
  readonly emptied?: string;
};

/**
 * A transactional outbox: the item that changes keeps its events, by the same write, until they are in the table of
 * events.
 *
 *     1. the item: the transition, eventCount + 1, uncopied        atomic
 *     2. the table of events: conditional puts                     repeatable
 *     3. the item: eventsCopied = eventCount, uncopied removed     only if no transition came between
 *
 * A worker that dies before 3 leaves `uncopied`, a sparse index, to the next transition or the sweep.
 */
export function eventOutbox({ table, key, log, eventsOf, emptied }: OutboxOf): EventOutbox & {
  /** Copies what the stored item, as the write returned it, has not copied yet. Reports a failure, and never throws. */
  readonly copy: (item: Item) => Promise<void>;
} {
  const keyOf = (item: Item) => Object.fromEntries(key.map((name) => [name, item[name]]));
  const copyAll = async (item: Item): Promise<void> => {
    const { eventCount, eventsCopied } = OutboxState.parse(item);
    for (const event of eventsOf(item)) if (event.number >= eventsCopied) await log.append(event);
    await updateItem(table, keyOf(item), {
      set: {
        eventsCopied: eventCount,
        uncopied: null,
        uncopiedSince: null,
        ...(emptied === undefined ? {} : { [emptied]: null }),
      },
      condition: { expression: '#eventCount = :counted', values: { counted: eventCount } },
      returnValues: 'NONE',
    });
  };
  return {
    copy: async (item) => {
      try {
        await copyAll(item);
      } catch (cause) {
        listener?.(new Failure('events-not-copied', { table: table.name }, { cause }));
      }
    },
    copyLeft: async (now) => {
      const where = {
        expression: '#uncopied = :uncopied AND #uncopiedSince <= :until',
        values: { uncopied: 'uncopied', until: secondsAfter(now, -graceSeconds) },
      };
      const { items } = await queryPage(table, { index: uncopiedIndex, where, limit: maxSwept });
      for (const listed of items) {
        // The index lags behind the item.
        const item = await getItem(table, keyOf(listed));
        if (item?.['uncopied'] === undefined) continue;
        try {
          await copyAll(item);
        } catch (cause) {
          listener?.(new Failure('events-not-copied', { table: table.name }, { cause }));
          await postponeBy({ table, key, attribute: 'uncopiedSince', now })(item);
        }
      }
    },
  };
}
