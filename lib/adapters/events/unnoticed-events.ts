import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { EventRecord } from '../../../schemas/kernel/event-record.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { UnnoticedEvents } from '../../sharing/notices/ports.ts';
import { updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { postponeBy } from '../dynamodb/postpone.ts';
import { queryPage } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

const key = ['entity', 'number'] as const;
const attribute = 'unnoticedSince';
const maxRead = 100;
const postponedSeconds = 5 * 60;

/** An event as it is stored. */
export const eventItem = storedItem({ name: 'event', key, parse: (item) => parseTolerantly(EventRecord, item) });

/** The attributes of an event until its notices are written: the sparse index `byUnnoticed`. */
export function unnoticedMarks(at: Instant) {
  return { unnoticed: 'unnoticed', [attribute]: at };
}

/** The events whose notices are not written yet. An event without the mark is never read: older code wrote none. */
export function unnoticedEvents(client: DynamoDBDocumentClient, name: string): UnnoticedEvents {
  const table = { client, name };
  const update = async ({ entity, number }: EventRecord, set: Readonly<Record<string, string | null>>) => {
    await updateItem(
      table,
      { entity, number },
      { set, condition: { expression: 'attribute_exists(#unnoticed)' }, returnValues: 'NONE' },
    );
  };
  return {
    oldestUnnoticed: async (now) => {
      const where = {
        expression: `#unnoticed = :unnoticed AND #${attribute} <= :now`,
        values: { unnoticed: 'unnoticed', now },
      };
      const { items } = await queryPage(table, { index: 'byUnnoticed', where, limit: maxRead });
      return await eventItem.readDue(items, postponeBy({ table, key, attribute, now }));
    },
    noticed: (event) => update(event, { unnoticed: null, [attribute]: null }),
    postponeNotices: (event, now) => update(event, { [attribute]: secondsAfter(now, postponedSeconds) }),
  };
}
