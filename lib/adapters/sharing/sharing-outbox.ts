import { z } from 'zod';
import { applicationEntity } from '../../../schemas/sharing/application.ts';
import { objectionEntity } from '../../../schemas/sharing/objection.ts';
import type { Item } from '../dynamodb/table.ts';
import type { OutboxItems } from '../events/event-outbox.ts';
import { heldEvents } from '../events/held-events.ts';

const Key = z.looseObject({ entity: z.string(), item: z.string() });
const prefixes = [applicationEntity(''), objectionEntity('')];

/** All events that a stored application or objection still holds; `null` for another item of their table. */
export function sharingOutboxItems(stored: Item): OutboxItems | null {
  const { entity, item } = Key.parse(stored);
  const isEvented = item === 'current' && prefixes.some((prefix) => entity.startsWith(prefix));
  return isEvented ? { entity, events: heldEvents(stored) } : null;
}
