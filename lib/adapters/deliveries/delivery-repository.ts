import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { deliveryEventRecords } from '../../../schemas/collection/delivery-events.ts';
import { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { ListedDelivery, nextStatuses, type DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { DeliveryRepository, DeliveryChanges, DeliverySearch } from '../../collection/ports.ts';
import type { EventOutbox } from '../../kernel/event-outbox.ts';
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
import { updateItem } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { postponeBy } from '../dynamodb/postpone.ts';
import { withSchemaNumber } from '../dynamodb/schema-number.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Condition, Item } from '../dynamodb/table.ts';
import { eventLog } from '../events/event-log.ts';
import { eventOutbox, newOutbox, outboxMarks, type OutboxItems } from '../events/event-outbox.ts';

/**
 * The item beside the record: `pending` is set together with `retryAt`, so that the sweep's index holds only
 * deliveries to retry. The parts 1 to `loadedUpTo` are loaded, and those in the set `loadedParts`.
 */
const StoredForm = z.looseObject({
  id: z.string(),
  pending: z.literal('pending').optional(),
  loadedParts: z.set(z.int()).default(new Set()),
  loadedUpTo: z.int().min(0).default(0),
});

const deliveryItem = storedItem({ name: 'delivery', key: ['id'], parse: fromItem });
const listedItem = storedItem({
  name: 'delivery',
  key: ['id'],
  parse: (item) => parseTolerantly(ListedDelivery, item),
});

const deliveryModel = defineModel({
  id: { type: String, hashKey: true },
  dataset: { type: String, index: globalIndex('byDataset', 'id') },
  pending: { type: String, index: globalIndex('byPending', 'retryAt') },
  status: { type: String, index: globalIndex('byStatus', 'id') },
});

const maxDue = 100;
const listPageSize = 100;

export type DeliveryTables = { readonly deliveries: string; readonly events: string };

/** All events that a stored delivery holds. */
export function deliveryOutboxItems(item: Item): OutboxItems {
  const delivery = deliveryItem.read(item);
  return { entity: `delivery#${delivery.id}`, events: deliveryEventRecords(delivery) };
}

/** Its transitions are its outbox: they are copied to the table of events right after the write that makes them. */
function deliveryOutbox(client: DynamoDBDocumentClient, { deliveries, events }: DeliveryTables) {
  return eventOutbox({
    table: { client, name: deliveries },
    key: ['id'],
    log: eventLog(client, events),
    eventsOf: (item) => deliveryOutboxItems(item).events,
  });
}

/** Reads are strongly consistent, the two lists eventually. */
export function deliveryRepository(
  client: DynamoDBDocumentClient,
  tables: DeliveryTables,
): DeliveryRepository & DeliverySearch & EventOutbox {
  const table = tables.deliveries;
  const outbox = deliveryOutbox(client, tables);
  const model = deliveryModel(client, table);
  const update = async (id: string, changes: EntityUpdate): Promise<DeliveryRecord | null> => {
    const item = await updateEntity(model, { id }, changes);
    return item === null ? null : deliveryItem.read(item);
  };
  return {
    read: async (id) => {
      const item = await readEntity(model, { id });
      return item === undefined ? null : deliveryItem.read(item);
    },
    create: async ({ loadedParts: _none, ...delivery }) => {
      const pendingMarker = delivery.retryAt === undefined ? {} : { pending: 'pending' };
      const item = toItem({ ...delivery, ...pendingMarker, loadedUpTo: 0, ...newOutbox(delivery.createdAt) });
      await model.create(withSchemaNumber(item));
      await outbox.copy(item);
    },
    change: async (id, from, changes, fencingToken) => {
      assertTransition(from, changes.status ?? null);
      const { transition, ...set } = changes;
      const condition = changeCondition(changes, from, fencingToken);
      const marks = transition === undefined ? { set: {} } : outboxMarks(transition.at);
      const item = await updateItem(
        { client, name: table },
        { id },
        {
          ...marks,
          set: { ...toAttributes(set), ...marks.set },
          ...(transition === undefined ? {} : { append: { transitions: [transition] } }),
          condition,
        },
      );
      if (item === null) return null;
      if (item['uncopied'] !== undefined) await outbox.copy(item);
      return deliveryItem.read(item);
    },
    startAttempt: (id, from, { startedAt, retryAt }) =>
      update(id, {
        set: { startedAt, retryAt, pending: 'pending', resends: null },
        add: { attempts: 1 },
        condition: isIn(from).attribute('startedAt').not().exists(),
      }),
    returnAttempt: (id, from) =>
      update(id, {
        set: { startedAt: null },
        add: { attempts: -1 },
        condition: isIn(from).attribute('startedAt').exists().and().attribute('attempts').gt(0),
      }),
    markPartLoaded: async (id, part, retryAt) => {
      const item = await updateEntity(model, { id }, markLoaded(part, retryAt));
      if (item === null) return null;
      await compactLoadedParts(model, item);
      return deliveryItem.read(item);
    },
    listByDataset: (dataset, page) => listByDataset(model, dataset, page),
    listByStatus: (status, before) => listByStatus(model, status, before),
    due: async (now) => {
      const query = model.query('pending').eq('pending').where('retryAt').le(now).using('byPending').limit(maxDue);
      const { items } = await queryEntityPage(query);
      const setAside = postponeBy({ table: { client, name: table }, key: ['id'], attribute: 'retryAt', now });
      return await deliveryItem.readDue(items, setAside);
    },
    copyLeft: outbox.copyLeft,
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
    const delivery = deliveryItem.readOrReport(item);
    if (delivery !== undefined) found.push(delivery);
    if (found.length === limit) break;
  }
  return found;
}

/** The index holds what the lists of the city filter by; callers stop when they have enough. */
async function* listByStatus(
  model: EntityModel,
  status: DeliveryStatus,
  before: string | undefined,
): AsyncGenerator<ListedDelivery> {
  const query = model.query('status').eq(status).using('byStatus').sort('descending').limit(listPageSize);
  if (before !== undefined) query.where('id').lt(before);
  for await (const item of queryEntities(query)) {
    const delivery = listedItem.readOrReport(item);
    if (delivery !== undefined) yield delivery;
  }
}

/** Throws `illegal-transition` when the table of statuses does not allow the step. */
function assertTransition(from: readonly DeliveryStatus[], to: DeliveryStatus | null): void {
  for (const status of from) {
    const next: readonly DeliveryStatus[] = nextStatuses[status];
    if (to !== null && to !== status && !next.includes(to))
      throw new Failure('illegal-transition', { from: status, to });
  }
}

function toAttributes(changes: Omit<DeliveryChanges, 'transition'>) {
  const pendingMarker = 'retryAt' in changes ? { pending: changes.retryAt === null ? null : 'pending' } : {};
  // DynamoDB stores no empty set.
  const loadedParts = changes.loadedParts === undefined ? {} : { loadedParts: null, loadedUpTo: 0 };
  return { ...changes, ...pendingMarker, ...loadedParts };
}

function markLoaded(part: number, retryAt: Instant): EntityUpdate {
  const condition = where()
    .attribute('status')
    .eq('loading')
    .attribute('loadedParts')
    .not()
    .contains(part)
    .parenthesis(where().attribute('loadedUpTo').not().exists().or().attribute('loadedUpTo').lt(part));
  return { set: { retryAt, attempts: 0 }, add: { loadedParts: new Set([part]) }, condition };
}

/** A set of this size costs less than a unit of writing. */
const compactAtParts = 64;

/** Moves `loadedUpTo` over the parts that follow it, so that each mark writes a small item. A lost race is no harm. */
async function compactLoadedParts(model: EntityModel, item: Item): Promise<void> {
  const { id, loadedParts, loadedUpTo } = StoredForm.parse(item);
  if (loadedParts.size < compactAtParts) return;
  let upTo = loadedUpTo;
  while (loadedParts.has(upTo + 1)) upTo += 1;
  if (upTo === loadedUpTo) return;
  const covered = new Set([...loadedParts].filter((part) => part <= upTo));
  const condition = where().attribute('status').eq('loading').attribute('loadedUpTo').lt(upTo);
  await updateEntity(model, { id }, { set: { loadedUpTo: upTo }, drop: { loadedParts: covered }, condition });
}

function isIn(statuses: readonly DeliveryStatus[]) {
  return where()
    .attribute('status')
    .in([...statuses]);
}

/** A delivery under discard may only become `discarded`. */
function changeCondition(
  { status, discarding }: DeliveryChanges,
  from: readonly DeliveryStatus[],
  fencingToken: number | undefined,
): Condition {
  const endsDiscarding = status === undefined || status === 'discarded' || discarding !== undefined;
  return {
    expression: [
      `#status IN (${from.map((_, i) => `:from${i}`).join(', ')})`,
      ...(fencingToken === undefined ? [] : ['#fencingToken = :expectedToken']),
      ...(endsDiscarding ? [] : ['attribute_not_exists(#discarding)']),
    ].join(' AND '),
    values: {
      ...Object.fromEntries(from.map((one, i) => [`from${i}`, one])),
      ...(fencingToken === undefined ? {} : { expectedToken: fencingToken }),
    },
  };
}

function fromItem(item: Item): DeliveryRecord {
  const { pending: _pending, loadedParts, loadedUpTo, ...delivery } = StoredForm.parse(item);
  const later = [...loadedParts].filter((part) => part > loadedUpTo).sort((a, b) => a - b);
  const first = Array.from({ length: loadedUpTo }, (_, i) => i + 1);
  return parseTolerantly(DeliveryRecord, { ...delivery, loadedParts: [...first, ...later] });
}
