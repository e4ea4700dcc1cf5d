import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Item } from '../dynamodb/table.ts';
import type { OutboxItems } from '../events/event-outbox.ts';
import { heldEventOutbox, heldEvents } from '../events/held-events.ts';

export type CertificateWorkTables = { readonly certificateWork: string; readonly events: string };

const WorkItem = z.looseObject({ work: z.string(), item: z.string() });

/** Items that hold events have the entity as their key `work`. */
const evented: ReadonlySet<string> = new Set(['progress', 'batch']);

/** All events that the progress of issuing or a batch still holds; `null` for another item of the table. */
export function certificateWorkOutboxItems(stored: Item): OutboxItems | null {
  const { work, item } = WorkItem.parse(stored);
  return evented.has(item) ? { entity: work, events: heldEvents(stored) } : null;
}

/** Copies the events of publications and batches to the table of events. */
export function certificateWorkOutbox(
  client: DynamoDBDocumentClient,
  { certificateWork, events }: CertificateWorkTables,
) {
  return heldEventOutbox(client, { name: certificateWork, key: ['work', 'item'], events });
}
