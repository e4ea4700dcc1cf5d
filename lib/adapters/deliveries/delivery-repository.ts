import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { nextStatuses, type DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import type { DeliveryRepository, DeliveryChanges } from '../../collection/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import {
  defineModel,
  globalIndex,
  queryEntities,
  queryEntityPage,
  readEntity,
  toItem,
  updateEntity,
  where,
  type EntityModel,
  type EntityUpdate,
} from '../dynamodb/entity-model.ts';

/**
 * The item beside the record: `pending` is set together with `retryAt`, so that the sweep's index holds only
 * deliveries to retry; `loadedParts` is a set.
 */
const StoredForm = z.looseObject({
  pending: z.literal('pending').optional(),
  loadedParts: z.set(z.int()).default(new Set()),
});

const deliveryModel = defineModel({
  id: { type: String, hashKey: true },
  dataset: { type: String, index: globalIndex('byDataset', 'id') },
  pending: { type: String, index: globalIndex('byPending', 'retryAt') },
});

const maxDue = 100;

/** Reads are strongly consistent, the two lists eventually. */
export function deliveryRepository(client: DynamoDBDocumentClient, table: string): DeliveryRepository {
  const model = deliveryModel(client, table);
  const update = async (id: string, changes: EntityUpdate): Promise<DeliveryRecord | null> => {
    const item = await updateEntity(model, { id }, changes);
    return item === null ? null : fromItem(item);
  };
  return {
    read: async (id) => {
      const item = await readEntity(model, { id });
      return item === undefined ? null : fromItem(item);
    },
    create: async ({ loadedParts: _none, ...delivery }) => {
      const pendingMarker = delivery.retryAt === undefined ? {} : { pending: 'pending' };
      await model.create(toItem({ ...delivery, ...pendingMarker }));
    },
    change: async (id, from, changes, fencingToken) => {
      assertTransition(from, changes.status ?? null);
      return await update(id, { set: toAttributes(changes), condition: conditionFor(changes, from, fencingToken) });
    },
    markPartLoaded: (id, part, retryAt) =>
      update(id, {
        set: { retryAt, attempts: 0 },
        add: { loadedParts: new Set([part]) },
        condition: where().attribute('status').eq('loading'),
      }),
    countLaterUpload: async (id) => {
      await updateEntity(model, { id }, { add: { laterUploads: 1 } });
    },
    listByDataset: (dataset, page) => listByDataset(model, dataset, page),
    due: async (now) => {
      const query = model.query('pending').eq('pending').where('retryAt').le(now).using('byPending').limit(maxDue);
      return (await queryEntityPage(query)).items.map(fromItem);
    },
  };
}

async function listByDataset(
  model: EntityModel,
  dataset: string,
  { before, limit, status }: Parameters<DeliveryRepository['listByDataset']>[1],
): Promise<DeliveryRecord[]> {
  const query = model.query('dataset').eq(dataset).using('byDataset').sort('descending');
  if (before !== undefined) query.where('id').lt(before);
  if (status !== undefined) query.where('status').eq(status);
  const found: DeliveryRecord[] = [];
  for await (const item of queryEntities(query)) {
    found.push(fromItem(item));
    if (found.length === limit) break;
  }
  return found;
}

/** Throws `illegal-transition` when the table of statuses does not allow the step. */
function assertTransition(from: readonly DeliveryStatus[], to: DeliveryStatus | null): void {
  for (const status of from) {
    const next: readonly DeliveryStatus[] = nextStatuses[status];
    if (to !== null && to !== status && !next.includes(to))
      throw new Failure('illegal-transition', { from: status, to });
  }
}

function toAttributes(changes: DeliveryChanges) {
  const pendingMarker = 'retryAt' in changes ? { pending: changes.retryAt === null ? null : 'pending' } : {};
  // DynamoDB stores no empty set.
  const loadedParts = changes.loadedParts === undefined ? undefined : null;
  return { ...changes, ...pendingMarker, loadedParts };
}

/** A delivery under discard may only become `discarded`. */
function conditionFor(changes: DeliveryChanges, from: readonly string[], fencingToken: number | undefined) {
  const condition = where()
    .attribute('status')
    .in([...from]);
  if (fencingToken !== undefined) condition.attribute('fencingToken').eq(fencingToken);
  if (changes.status !== undefined && changes.status !== 'discarded' && changes.discarding === undefined)
    condition.attribute('discarding').not().exists();
  return condition;
}

function fromItem(item: unknown): DeliveryRecord {
  const { pending: _pending, loadedParts, ...delivery } = StoredForm.parse(item);
  return DeliveryRecord.parse({ ...delivery, loadedParts: [...loadedParts].sort((a, b) => a - b) });
}
