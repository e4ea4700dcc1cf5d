import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import { deliveryOutboxItems } from '../deliveries/delivery-repository.ts';
import { scanItems } from '../dynamodb/scan-items.ts';
import type { Item } from '../dynamodb/table.ts';
import { eventLog } from '../events/event-log.ts';

export type EventedTables = { readonly deliveries: string; readonly events: string };

const Counted = z.looseObject({ eventCount: z.int().min(0).default(0) });

/**
 * Makes the table of events agree with the restored items: adds the events that an item still holds, and removes those
 * of transitions that the restore undid, or the item's next transition would find its number taken. Idempotent.
 * Returns how many events it added and removed, or would.
 */
export async function alignEvents(
  client: DynamoDBDocumentClient,
  tables: EventedTables,
  dryRun: boolean,
): Promise<number> {
  const log = eventLog(client, tables.events);
  let changes = 0;
  const align = async (item: Item, entity: string, held: readonly EventRecord[]): Promise<void> => {
    const { eventCount } = Counted.parse(item);
    const stored = await log.ofEntity(entity);
    const known = new Set(stored.map(({ number }) => number));
    const missing = held.filter(({ number }) => !known.has(number));
    const undone = stored.filter(({ number }) => number >= eventCount);
    changes += missing.length + undone.length;
    if (dryRun) return;
    for (const event of undone) await log.remove(event);
    for (const event of missing) await log.append(event);
  };
  for await (const item of scanItems({ client, name: tables.deliveries })) {
    const { entity, events } = deliveryOutboxItems(item);
    await align(item, entity, events);
  }
  return changes;
}
