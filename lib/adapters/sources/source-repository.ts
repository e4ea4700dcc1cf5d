import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import type { SourceRepository, SourceChanges, SourceCondition, SourceKey } from '../../collection/sources/ports.ts';
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
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { postponeBy } from '../dynamodb/postpone.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';

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

/** Reads are strongly consistent, the two lists eventually. */
export function sourceRepository(client: DynamoDBDocumentClient, table: string): SourceRepository {
  const model = sourceModel(client, table);
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
    create: (source) =>
      createEntity(model, {
        ...source,
        kind: 'source',
        pending: source.dueAt === undefined ? undefined : 'pending',
      }),
    change: (key, changes, condition) =>
      update(key, { set: toAttributes(changes), condition: conditionFor(condition) }),
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

function toAttributes(changes: SourceChanges) {
  if (changes.dueAt === undefined) return changes;
  return { ...changes, pending: changes.dueAt === null ? null : 'pending' };
}

function conditionFor({ fencingToken, lockVersion }: SourceCondition) {
  const condition = where().attribute('dataset').exists();
  if (fencingToken !== undefined) condition.attribute('fencingToken').eq(fencingToken);
  if (lockVersion !== undefined) condition.attribute('lockVersion').eq(lockVersion);
  return condition;
}

function fromItem(item: Item): SourceRecord {
  const { kind: _kind, pending: _pending, ...source } = parseTolerantly(SourceItem, item);
  return source;
}
