import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { SourceChannel, SourceRecord, sourceEntity } from '../../../schemas/collection/sources/source.ts';
import type { SourceRepository, SourceChanges, SourceCondition, SourceKey } from '../../collection/sources/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { EventOutbox } from '../../kernel/event-outbox.ts';
import {
  createEntity,
  defineModel,
  globalIndex,
  queryEntities,
  queryEntityPage,
  readEntity,
  updateEntity,
  where,
  type EntityModel,
  type EntityUpdate,
} from '../dynamodb/entity-model.ts';
import { updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { postponeBy } from '../dynamodb/postpone.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Condition, Item } from '../dynamodb/table.ts';
import type { OutboxItems } from '../events/event-outbox.ts';
import { heldEventOutbox, heldEvents, holdEvents, holdFirstEvents } from '../events/held-events.ts';

/** `kind` is for the list's index; `pending` is set with `dueAt`, for the timetable's. */
const SourceItem = SourceRecord.extend({ kind: z.literal('source'), pending: z.literal('pending').optional() });

const sourceItem = storedItem({ name: 'source', key: ['dataset', 'channel'], parse: fromItem });

const sourceModel = defineModel({
  dataset: { type: String, hashKey: true },
  channel: { type: String, rangeKey: true },
  kind: { type: String, index: globalIndex('byKind', 'dataset') },
  pending: { type: String, index: globalIndex('byPending', 'dueAt') },
});

const maxDue = 100;

const SourceKeyItem = z.looseObject({ dataset: z.string(), channel: SourceChannel });

/** All events that a stored source still holds. */
export function sourceOutboxItems(item: Item): OutboxItems {
  return { entity: sourceEntity(SourceKeyItem.parse(item)), events: heldEvents(item) };
}

export type SourceTables = { readonly sources: string; readonly events: string };

/** Reads are strongly consistent, the two lists eventually. */
export function sourceRepository(
  client: DynamoDBDocumentClient,
  { sources: table, events }: SourceTables,
): SourceRepository & EventOutbox {
  const model = sourceModel(client, table);
  const outbox = heldEventOutbox(client, { name: table, key: ['dataset', 'channel'], events });
  const update = async ({ dataset, channel }: SourceKey, changes: EntityUpdate): Promise<SourceRecord | null> => {
    const item = await updateEntity(model, { dataset, channel }, changes);
    return item === null ? null : sourceItem.read(item);
  };
  return {
    read: async ({ dataset, channel }) => {
      const item = await readEntity(model, { dataset, channel });
      return item === undefined ? null : sourceItem.read(item);
    },
    list: (page) => listSources(model, page),
    create: async (source, event) => {
      const pending = source.dueAt === undefined ? undefined : 'pending';
      const item = { ...source, kind: 'source', pending, ...holdFirstEvents([event]) };
      const created = await createEntity(model, item);
      if (created) await outbox.copy(item);
      return created;
    },
    change: async ({ dataset, channel }, { event, ...changes }, when) => {
      const marks = event === undefined ? { set: {} } : holdEvents([event]);
      const item = await updateItem(
        { client, name: table },
        { dataset, channel },
        { ...marks, set: { ...toAttributes(changes), ...marks.set }, condition: conditionFor(when) },
      );
      if (item === null) return null;
      if (event !== undefined) await outbox.copy(item);
      return sourceItem.read(item);
    },
    acquireLease: (key, now, until) =>
      update(key, {
        set: { leaseUntil: until, dueAt: until, pending: 'pending' },
        add: { fencingToken: 1 },
        condition: where()
          .attribute('dataset')
          .exists()
          .parenthesis(where().attribute('leaseUntil').not().exists().or().attribute('leaseUntil').le(now)),
      }),
    due: async (now) => {
      const query = model.query('pending').eq('pending').where('dueAt').le(now).using('byPending').limit(maxDue);
      const { items } = await queryEntityPage(query);
      const stored = { table: { client, name: table }, key: ['dataset', 'channel'] };
      return await sourceItem.readDue(items, postponeBy({ ...stored, attribute: 'dueAt', now }));
    },
    copyLeft: outbox.copyLeft,
  };
}

async function listSources(
  model: EntityModel,
  { after, limit, department }: Parameters<SourceRepository['list']>[0],
): Promise<SourceRecord[]> {
  const query = model.query('kind').eq('source').using('byKind');
  if (after !== undefined) query.where('dataset').gt(after);
  if (department !== undefined) query.where('department').eq(department);
  const found: SourceRecord[] = [];
  for await (const item of queryEntities(query)) {
    const source = sourceItem.readOrReport(item);
    if (source !== undefined) found.push(source);
    // one more shows that there is a next page
    if (found.length > limit) break;
  }
  return found;
}

function toAttributes(changes: Omit<SourceChanges, 'event'>) {
  if (changes.dueAt === undefined) return changes;
  return { ...changes, pending: changes.dueAt === null ? null : 'pending' };
}

function conditionFor({ fencingToken, lockVersion }: SourceCondition): Condition {
  return {
    expression: [
      'attribute_exists(#dataset)',
      ...(fencingToken === undefined ? [] : ['#fencingToken = :expectedToken']),
      ...(lockVersion === undefined ? [] : ['#lockVersion = :expectedVersion']),
    ].join(' AND '),
    values: definedOnly({ expectedToken: fencingToken, expectedVersion: lockVersion }),
  };
}

function fromItem(item: Item): SourceRecord {
  const { kind: _kind, pending: _pending, ...source } = parseTolerantly(SourceItem, item);
  return source;
}
