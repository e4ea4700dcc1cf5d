import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { EventRecord } from '../../../schemas/kernel/event-record.ts';
import { eventOrder } from '../../kernel/event-order.ts';
import type { EventQuery } from '../../kernel/event-query.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { rulesFor } from '../../kernel/notice-rules.ts';
import { deleteItem, putItem } from '../dynamodb/items.ts';
import { queryItems } from '../dynamodb/query-items.ts';
import type { Condition, Table } from '../dynamodb/table.ts';
import { eventItem, unnoticedMarks } from './unnoticed-events.ts';

export type EventLog = ReturnType<typeof eventLog>;

const indexes = { day: 'byDay', department: 'byDepartment', dataset: 'byDataset' } as const;
const pageSize = 100;
const entitiesAtOnce = 5;

/**
 * Events are only added.
 *
 *     entity (hash)    number (range) | day (Asia/Shanghai), order, and what EventRecord has; unnoticed, unnoticedSince
 *     delivery#01JD…   3              | 2020-12-01  2020-12-01T02:00:00.000Z#delivery#01JD…#000003
 */
export function eventLog(client: DynamoDBDocumentClient, name: string) {
  const table = { client, name };
  return {
    /** Repeatable: an event that is there stays as it is. It is marked if it gives notices. */
    append: async (event: EventRecord): Promise<void> => {
      const marks = rulesFor(event).length === 0 ? {} : unnoticedMarks(event.at);
      const item = { ...EventRecord.parse(event), day: dayInShanghai(event.at), order: eventOrder(event), ...marks };
      await putItem(table, item, { expression: 'attribute_not_exists(#entity)' });
    },
    /** The oldest first; strongly consistent. */
    ofEntity: (entity: string): Promise<readonly EventRecord[]> => eventsOfEntity(table, entity),
    /** For an administrator after a restore, which undid the transition. */
    remove: async ({ entity, number }: Pick<EventRecord, 'entity' | 'number'>): Promise<void> => {
      await deleteItem(table, { entity, number });
    },
    /** The newest first; eventually consistent. Callers stop when they have enough. */
    search: (query: EventQuery): AsyncGenerator<EventRecord> =>
      query.by === 'entities' ? searchEntities(table, query) : searchEvents(table, query),
  };
}

async function eventsOfEntity(table: Table, entity: string): Promise<readonly EventRecord[]> {
  const found: EventRecord[] = [];
  for await (const item of queryItems(table, { where: { expression: '#entity = :entity', values: { entity } } })) {
    const event = eventItem.readOrReport(item);
    if (event !== undefined) found.push(event);
  }
  return found;
}

/** Reads them whole: people make these transitions, some hundred of a thing in its life. */
async function* searchEntities(
  table: Table,
  { entities, from = '', before }: Extract<EventQuery, { readonly by: 'entities' }>,
): AsyncGenerator<EventRecord> {
  const all = await mapWithConcurrency(entitiesAtOnce, [...new Set(entities)], (entity) =>
    eventsOfEntity(table, entity),
  );
  const ordered = all.flat().map((event) => [eventOrder(event), event] as const);
  ordered.sort(([one], [other]) => (one < other ? 1 : -1));
  for (const [order, event] of ordered) if (event.at >= from && (before === undefined || order < before)) yield event;
}

type IndexQuery = Exclude<EventQuery, { readonly by: 'entities' }>;

async function* searchEvents(table: Table, query: IndexQuery): AsyncGenerator<EventRecord> {
  const read = { index: indexes[query.by], where: toCondition(query), newestFirst: true, limit: pageSize } as const;
  for await (const item of queryItems(table, read)) {
    const event = eventItem.readOrReport(item);
    if (event === undefined) continue;
    if (query.from !== undefined && event.at < query.from) return;
    yield event;
  }
}

function toCondition(query: IndexQuery): Condition {
  const [name, value] = partitionOf(query);
  if (query.before === undefined) return { expression: `#${name} = :${name}`, values: { [name]: value } };
  return {
    expression: `#${name} = :${name} AND #order < :before`,
    values: { [name]: value, before: query.before },
  };
}

function partitionOf(query: IndexQuery): readonly [string, string] {
  if (query.by === 'day') return ['day', query.day];
  return query.by === 'department' ? ['department', query.department] : ['dataset', query.dataset];
}
