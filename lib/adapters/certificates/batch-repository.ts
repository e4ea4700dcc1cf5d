import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { BatchRecord, BatchEntryRecord, batchEntity } from '../../../schemas/certificates/batch.ts';
import type { BatchChanges, BatchRepository } from '../../certificates/status/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { jsonCarryingUnknown } from '../dynamodb/carry-unknown.ts';
import {
  defineModel,
  globalIndex,
  putEntity,
  queryEntityPage,
  readEntity,
  type EntityModel,
} from '../dynamodb/entity-model.ts';
import { updateItem } from '../dynamodb/items.ts';
import { parseJsonAttribute } from '../dynamodb/parse-json-attribute.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { postponeBy } from '../dynamodb/postpone.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item, Table } from '../dynamodb/table.ts';
import { holdEvents, holdFirstEvents } from '../events/held-events.ts';
import { certificateWorkOutbox, type CertificateWorkTables } from './certificate-work-outbox.ts';

const BatchItem = z.looseObject({ donePieces: z.set(z.number()).default(new Set()) });
const Link = z.object({ item: z.string() });
const key = ['work', 'item'] as const;
const batchItem = storedItem({ name: 'certificate-batch', key, parse: toBatchRecord });
const pieceItem = storedItem({
  name: 'certificate-batch-piece',
  key,
  parse: (item) => parseTolerantly(BatchEntries, parseJsonAttribute(item, 'entries')),
});
const BatchEntries = z.array(BatchEntryRecord);
const pending = 'batch';

const maxDue = 100;

/**
 * Ids are ULIDs, so that links sort by time; a link without a batch is from a crashed creation and is skipped.
 *
 *     batch#<id>            | batch       | the batch; `pending` and `dueAt` while it must still be worked on
 *                                           eventCount, eventsCopied; uncopiedEvents, uncopied, uncopiedSince
 *     batch#<id>            | piece#0001  | entries, JSON text, far below the 400 KB of an item
 *     batches#<department>  | <id>        | link
 *     batches#all           | <id>        | link
 */
const batchModel = defineModel({
  work: { type: String, hashKey: true },
  item: { type: String, rangeKey: true },
  pending: { type: String, index: globalIndex('byPending', 'dueAt') },
});

const batchKey = (id: string) => ({ work: batchEntity(id), item: 'batch' });
const pieceKey = (id: string, piece: number) => ({
  work: batchEntity(id),
  item: `piece#${`${piece}`.padStart(4, '0')}`,
});

/** Every change of a batch is one conditional update; reads are strongly consistent. */
export function batchRepository(client: DynamoDBDocumentClient, tables: CertificateWorkTables): BatchRepository {
  const table = { client, name: tables.certificateWork };
  const model = batchModel(client, table.name);
  const outbox = certificateWorkOutbox(client, tables);
  const writePiece: BatchRepository['writePiece'] = async (id, piece, entries) => {
    const stored = await readEntity(model, pieceKey(id, piece));
    const text = jsonCarryingUnknown(BatchEntries, [...entries], { stored, attribute: 'entries' });
    await putEntity(model, { ...stored, ...pieceKey(id, piece), entries: text });
  };
  return {
    create: async (batch, pieces, event) => {
      for (const [i, entries] of pieces.entries()) await writePiece(batch.id, i + 1, entries);
      for (const owner of [batch.department, 'all'])
        await putEntity(model, { work: `batches#${owner}`, item: batch.id });
      const { donePieces: _none, ...record } = BatchRecord.parse(batch);
      const pendingMarker = batch.dueAt === undefined ? {} : { pending };
      const item = { ...batchKey(batch.id), ...record, ...pendingMarker, ...holdFirstEvents([event]) };
      await putEntity(model, item);
      await outbox.copy(item);
    },
    read: async (id) => {
      const item = await readEntity(model, batchKey(id));
      return item === undefined ? null : batchItem.read(item);
    },
    piece: async (id, piece) => {
      const item = await readEntity(model, pieceKey(id, piece));
      return item === undefined ? [] : pieceItem.read(item);
    },
    writePiece,
    change: async (id, from, changes, event) => {
      const marks = event === undefined ? undefined : holdEvents([event]);
      const changed = await updateItem(table, batchKey(id), {
        ...marks,
        set: { ...toAttributes(changes), ...marks?.set },
        condition: { expression: '#status = :from', values: { from } },
      });
      if (changed === null) return null;
      if (event !== undefined) await outbox.copy(changed);
      return batchItem.read(changed);
    },
    markPiece: async (id, piece, dueAt) => {
      const marked = await updateItem(table, batchKey(id), {
        set: { dueAt },
        add: { donePieces: new Set([piece]) },
        condition: { expression: '#status = :applying', values: { applying: 'applying' } },
      });
      return marked === null ? null : batchItem.read(marked);
    },
    ...batchLists(model, table),
  };
}

function batchLists(model: EntityModel, table: Table): Pick<BatchRepository, 'list' | 'due'> {
  const readMany = async (ids: readonly string[]) => batchItem.readAll(await batchGet(table, ids.map(batchKey)));
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
      // The index may lag behind: the batches themselves decide.
      const keys = (await queryEntityPage(query)).items.map(({ work, item }) => ({ work, item }));
      return await batchItem.readDue(await batchGet(table, keys), postponeBy({ table, key, attribute: 'dueAt', now }));
    },
  };
}

function toAttributes(changes: BatchChanges) {
  if (changes.dueAt === undefined) return changes;
  return { ...changes, pending: changes.dueAt === null ? null : pending };
}

function toBatchRecord(item: Item): BatchRecord {
  const { work: _work, item: _item, pending: _pending, donePieces, ...batch } = BatchItem.parse(item);
  return parseTolerantly(BatchRecord, { ...batch, donePieces: [...donePieces].toSorted((one, other) => one - other) });
}
