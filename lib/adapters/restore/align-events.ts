import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { entryOutboxItems } from '../catalogue/catalogue-repository.ts';
import { certificateWorkOutboxItems } from '../certificates/certificate-work-outbox.ts';
import { archiveOutboxItems } from '../deliveries/archive-repository.ts';
import { deliveryOutboxItems } from '../deliveries/delivery-repository.ts';
import { linkOutboxItems } from '../deliveries/link-repository.ts';
import { questionOutboxItems } from '../departments/question-repository.ts';
import { scanItems } from '../dynamodb/scan-items.ts';
import type { Item } from '../dynamodb/table.ts';
import { eventLog } from '../events/event-log.ts';
import type { OutboxItems } from '../events/event-outbox.ts';
import { sharingOutboxItems } from '../sharing/sharing-outbox.ts';
import { sourceOutboxItems } from '../sources/source-repository.ts';

/** By table; `null` for an item that has no events. */
const outboxItems = {
  catalogue: entryOutboxItems,
  deliveries: deliveryOutboxItems,
  datasetStates: linkOutboxItems,
  sources: sourceOutboxItems,
  papers: (item) => archiveOutboxItems(item) ?? questionOutboxItems(item),
  certificateWork: certificateWorkOutboxItems,
  sharing: sharingOutboxItems,
} as const satisfies Readonly<Record<string, (item: Item) => OutboxItems | null>>;

export type EventedTables = Readonly<Record<keyof typeof outboxItems | 'events', string>>;

type ItemsOf = (item: Item) => OutboxItems | null;

/** Each table with what reads its items: none can be forgotten. */
function namedOutboxes(tables: EventedTables): readonly { readonly name: string; readonly itemsOf: ItemsOf }[] {
  const named: Readonly<Record<keyof typeof outboxItems, ItemsOf>> = outboxItems;
  const names = new Map<string, string>(Object.entries(tables));
  return Object.entries(named).map(([table, itemsOf]) => ({
    name: names.get(table) ?? table,
    itemsOf,
  }));
}

const Counted = z.looseObject({ eventCount: z.int().min(0).default(0) });
const EventKey = z.object({ entity: z.string(), number: z.int() });

/**
 * Makes the table of events agree with the restored items: adds the events that an item still holds, and removes those
 * of transitions that the restore undid, or the item's next transition would find its number taken. Idempotent.
 * Returns how many events it added and removed, or would. Scans whole tables.
 */
export async function alignEvents(
  client: DynamoDBDocumentClient,
  tables: EventedTables,
  dryRun: boolean,
): Promise<number> {
  const log = eventLog(client, tables.events);
  const entities = new Set<string>();
  let changes = 0;
  const align = async (item: Item, { entity, events }: OutboxItems): Promise<void> => {
    entities.add(entity);
    const { eventCount } = Counted.parse(item);
    const stored = await log.ofEntity(entity);
    const known = new Set(stored.map(({ number }) => number));
    const missing = events.filter(({ number }) => !known.has(number));
    const undone = stored.filter(({ number }) => number >= eventCount);
    changes += missing.length + undone.length;
    if (dryRun) return;
    for (const event of undone) await log.remove(event);
    for (const event of missing) await log.append(event);
  };
  for (const { name, itemsOf } of namedOutboxes(tables))
    for await (const item of scanItems({ client, name })) {
      const found = itemsOf(item);
      if (found !== null) await align(item, found);
    }
  // The restore undid their creation.
  for await (const item of scanItems({ client, name: tables.events }, ['entity', 'number'])) {
    const event = EventKey.parse(item);
    if (entities.has(event.entity)) continue;
    changes += 1;
    if (!dryRun) await log.remove(event);
  }
  return changes;
}
