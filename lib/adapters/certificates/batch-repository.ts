import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { BatchRecord, BatchEntryRecord } from '../../../schemas/certificates/batch.ts';
import type { BatchRepository } from '../../certificates/status/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { batchGet } from '../dynamodb/batch-get.ts';

const Stored = z.looseObject({ donePieces: z.set(z.number()).default(new Set()) });
const Entries = z.object({ entries: z.string() });
const Link = z.object({ item: z.string() });
const Due = z.object({ work: z.string() });
const pending = 'batch';

/**
 * Batches in the work table. Ids are ULIDs, so that links lie in the order of time; a link without a batch is one whose maker died, and is passed over.
 *
 *     batch#<id>            | batch       | the batch; `open` and `dueAt` while it waits for somebody
 *     batch#<id>            | piece#0001  | its lines, JSON text: some hundred a piece, far below the 400 KB of an item
 *     batches#<department>  | <id>        | whose it is
 *     batches#all           | <id>
 */
export function batchRepository(client: DynamoDBDocumentClient, table: string): BatchRepository {
  const keyOf = (id: string) => ({ work: `batch#${id}`, item: 'batch' });
  const pieceKey = (id: string, piece: number) => ({
    work: `batch#${id}`,
    item: `piece#${`${piece}`.padStart(4, '0')}`,
  });
  const put = async (item: Record<string, unknown>): Promise<void> => {
    await client.send(new PutCommand({ TableName: table, Item: item }));
  };
  const writePiece: BatchRepository['writePiece'] = async (id, piece, entries) =>
    await put({ ...pieceKey(id, piece), entries: JSON.stringify(z.array(BatchEntryRecord).parse(entries)) });
  const update = async (
    id: string,
    input: {
      readonly UpdateExpression: string;
      readonly ConditionExpression: string;
      readonly ExpressionAttributeNames?: Record<string, string>;
      readonly ExpressionAttributeValues: Record<string, unknown>;
    },
  ): Promise<BatchRecord | null> => {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({ TableName: table, Key: keyOf(id), ReturnValues: 'ALL_NEW', ...input }),
      );
      return toBatchRecord(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  };

  return {
    create: async (batch, pieces) => {
      for (const [i, entries] of pieces.entries()) await writePiece(batch.id, i + 1, entries);
      for (const whose of [batch.department, 'all']) await put({ work: `batches#${whose}`, item: batch.id });
      const { donePieces: _none, ...kept } = BatchRecord.parse(batch);
      await put({ ...keyOf(batch.id), ...kept, ...(batch.dueAt === undefined ? {} : { pending }) });
    },
    read: async (id) => {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: keyOf(id), ConsistentRead: true }));
      return Item === undefined ? null : toBatchRecord(Item);
    },
    piece: async (id, piece) => {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: pieceKey(id, piece), ConsistentRead: true }),
      );
      return Item === undefined ? [] : z.array(BatchEntryRecord).parse(JSON.parse(Entries.parse(Item).entries));
    },
    writePiece,
    change: async (id, from, changes) => {
      const entries = Object.entries(
        changes.dueAt === undefined ? changes : { ...changes, pending: changes.dueAt === null ? null : pending },
      );
      const set = entries.filter(([, value]) => value !== null && value !== undefined);
      const gone = entries.filter(([, value]) => value === null);
      return await update(id, {
        UpdateExpression: [
          set.length === 0 ? '' : `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`,
          gone.length === 0 ? '' : `REMOVE ${gone.map(([name]) => `#${name}`).join(', ')}`,
        ]
          .join(' ')
          .trim(),
        ConditionExpression: '#status = :from',
        ExpressionAttributeNames: {
          '#status': 'status',
          ...Object.fromEntries(entries.map(([name]): [string, string] => [`#${name}`, name])),
        },
        ExpressionAttributeValues: {
          ':from': from,
          ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
        },
      });
    },
    markPiece: (id, piece, dueAt) =>
      update(id, {
        UpdateExpression: 'ADD donePieces :piece SET dueAt = :dueAt',
        ConditionExpression: '#status = :applying',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':piece': new Set([piece]), ':dueAt': dueAt, ':applying': 'applying' },
      }),
    list: async (whose, { before, limit }) => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: before === undefined ? '#work = :work' : '#work = :work AND #item < :before',
          ExpressionAttributeNames: { '#work': 'work', ...(before === undefined ? {} : { '#item': 'item' }) },
          ExpressionAttributeValues: {
            ':work': `batches#${whose}`,
            ...definedOnly({ ':before': before }),
          },
          ScanIndexForward: false,
          Limit: limit,
          ConsistentRead: true,
        }),
      );
      const ids = Items.map((item) => Link.parse(item).item);
      const batches = (await batchGet(client, table, ids.map(keyOf)))
        .map(toBatchRecord)
        .toSorted((one, other) => (one.id < other.id ? 1 : -1));
      const next = LastEvaluatedKey === undefined ? undefined : ids.at(-1);
      return { batches, ...definedOnly({ next }) };
    },
    due: async (now) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'byPending',
          KeyConditionExpression: '#pending = :pending AND dueAt <= :now',
          ExpressionAttributeNames: { '#pending': 'pending' },
          ExpressionAttributeValues: { ':pending': pending, ':now': now },
          Limit: 100,
        }),
      );
      const ids = Items.map((item) => Due.parse(item).work.slice('batch#'.length));
      return (await batchGet(client, table, ids.map(keyOf))).map(toBatchRecord);
    },
  };
}

function toBatchRecord(item: unknown): BatchRecord {
  const { work: _work, item: _item, pending: _pending, donePieces, ...batch } = Stored.parse(item);
  return BatchRecord.parse({ ...batch, donePieces: [...donePieces].toSorted((one, other) => one - other) });
}
