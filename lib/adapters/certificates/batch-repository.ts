import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { BatchRecord, BatchEntryRecord } from '../../../schemas/certificates/batch.ts';
import type { BatchChanges, BatchRepository } from '../../certificates/status/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import {
  defineModel,
  globalIndex,
  putEntity,
  queryEntityPage,
  readEntity,
  updateEntity,
  where,
  type EntityModel,
  type EntityUpdate,
} from '../dynamodb/entity-model.ts';
import { parseJsonAttribute } from '../dynamodb/parse-json-attribute.ts';
import type { Table } from '../dynamodb/table.ts';

const BatchItem = z.looseObject({ donePieces: z.set(z.number()).default(new Set()) });
const Link = z.object({ item: z.string() });
const DueItem = z.object({ work: z.string() });
const pending = 'batch';

const maxDue = 100;

/**
 * Ids are ULIDs, so that links sort by time; a link without a batch is from a crashed creation and is skipped.
 *
 *     batch#<id>            | batch       | the batch; `pending` and `dueAt` while it must still be worked on
 *     batch#<id>            | piece#0001  | entries, JSON text, far below the 400 KB of an item
 *     batches#<department>  | <id>        | link
 *     batches#all           | <id>        | link
 */
const batchModel = defineModel({
  work: { type: String, hashKey: true },
  item: { type: String, rangeKey: true },
  pending: { type: String, index: globalIndex('byPending', 'dueAt') },
});

const batchKey = (id: string) => ({ work: `batch#${id}`, item: 'batch' });
const pieceKey = (id: string, piece: number) => ({ work: `batch#${id}`, item: `piece#${`${piece}`.padStart(4, '0')}` });

/** Every change of a batch is one conditional update; reads are strongly consistent. */
export function batchRepository(client: DynamoDBDocumentClient, table: string): BatchRepository {
  const model = batchModel(client, table);
  const update = async (id: string, changes: EntityUpdate): Promise<BatchRecord | null> => {
    const item = await updateEntity(model, batchKey(id), changes);
    return item === null ? null : toBatchRecord(item);
  };
  const writePiece: BatchRepository['writePiece'] = async (id, piece, entries) => {
    const text = JSON.stringify(z.array(BatchEntryRecord).parse(entries));
    await putEntity(model, { ...pieceKey(id, piece), entries: text });
  };
  return {
    create: async (batch, pieces) => {
      for (const [i, entries] of pieces.entries()) await writePiece(batch.id, i + 1, entries);
      for (const owner of [batch.department, 'all'])
        await putEntity(model, { work: `batches#${owner}`, item: batch.id });
      const { donePieces: _none, ...record } = BatchRecord.parse(batch);
      const pendingMarker = batch.dueAt === undefined ? {} : { pending };
      await putEntity(model, { ...batchKey(batch.id), ...record, ...pendingMarker });
    },
    read: async (id) => {
      const item = await readEntity(model, batchKey(id));
      return item === undefined ? null : toBatchRecord(item);
    },
    piece: async (id, piece) => {
      const item = await readEntity(model, pieceKey(id, piece));
      return item === undefined ? [] : z.array(BatchEntryRecord).parse(parseJsonAttribute(item, 'entries'));
    },
    writePiece,
    change: (id, from, changes) =>
      update(id, { set: toAttributes(changes), condition: where().attribute('status').eq(from) }),
    markPiece: (id, piece, dueAt) =>
      update(id, {
        set: { dueAt },
        add: { donePieces: new Set([piece]) },
        condition: where().attribute('status').eq('applying'),
      }),
    ...batchLists(model, { client, name: table }),
  };
}

function batchLists(model: EntityModel, table: Table): Pick<BatchRepository, 'list' | 'due'> {
  const readMany = async (ids: readonly string[]) => (await batchGet(table, ids.map(batchKey))).map(toBatchRecord);
  return {
    list: async (owner, { before, limit }) => {
      const query = model.query('work').eq(`batches#${owner}`).sort('descending').limit(limit).consistent();
      if (before !== undefined) query.where('item').lt(before);
      const { items, hasMore } = await queryEntityPage(query);
      const ids = items.map((link) => Link.parse(link).item);
      const batches = (await readMany(ids)).toSorted((one, other) => (one.id < other.id ? 1 : -1));
      const next = hasMore ? ids.at(-1) : undefined;
      return { batches, ...definedOnly({ next }) };
    },
    due: async (now) => {
      const query = model.query('pending').eq(pending).where('dueAt').le(now).using('byPending').limit(maxDue);
      const due = (await queryEntityPage(query)).items.map((item) => DueItem.parse(item));
      return await readMany(due.map(({ work }) => work.slice('batch#'.length)));
    },
  };
}

function toAttributes(changes: BatchChanges) {
  if (changes.dueAt === undefined) return changes;
  return { ...changes, pending: changes.dueAt === null ? null : pending };
}

function toBatchRecord(item: unknown): BatchRecord {
  const { work: _work, item: _item, pending: _pending, donePieces, ...batch } = BatchItem.parse(item);
  return BatchRecord.parse({ ...batch, donePieces: [...donePieces].toSorted((one, other) => one - other) });
}
