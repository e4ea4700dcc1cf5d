import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  paginateQuery,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { nextStatuses, type DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import type { DeliveryRepository, DeliveryChanges } from '../../collection/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { updateExpression, type UpdateExpressionParts } from '../dynamodb/update-expression.ts';

/** As it lies in the table: `pending` stands beside `retryAt` so that the sweep's index holds only what must be woken. */
const DeliveryItem = DeliveryRecord.omit({ loadedParts: true }).extend({
  pending: z.literal('pending').optional(),
  loadedParts: z.set(z.int()).optional(),
});

/** Deliveries in DynamoDB. Every change is one conditional update; reads are strongly consistent but for the two lists. */
export function deliveryRepository(client: DynamoDBDocumentClient, table: string): DeliveryRepository {
  const update = async (id: string, expression: Expression): Promise<DeliveryRecord | null> => {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { id },
          UpdateExpression: expression.update,
          ConditionExpression: expression.condition,
          ExpressionAttributeNames: expression.names,
          ExpressionAttributeValues: expression.values,
          ReturnValues: 'ALL_NEW',
        }),
      );
      return fromItem(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  };

  return {
    read: async (id) => {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }));
      return Item === undefined ? null : fromItem(Item);
    },
    create: async ({ loadedParts: _none, ...delivery }) => {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...delivery, ...(delivery.retryAt === undefined ? {} : { pending: 'pending' }) },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      );
    },
    change: async (id, from, changes, fencingToken) => {
      assertTransition(from, changes.status ?? null);
      return await update(id, buildUpdateExpression(changes, from, fencingToken));
    },
    markPartLoaded: (id, part, retryAt) =>
      update(id, {
        update: 'SET #retryAt = :retryAt, #attempts = :none ADD #loadedParts :part',
        condition: '#status = :loading',
        names: { '#retryAt': 'retryAt', '#attempts': 'attempts', '#loadedParts': 'loadedParts', '#status': 'status' },
        values: { ':retryAt': retryAt, ':none': 0, ':part': new Set([part]), ':loading': 'loading' },
      }),
    countLaterUpload: async (id) => {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { id },
          UpdateExpression: 'ADD laterUploads :one',
          ExpressionAttributeValues: { ':one': 1 },
        }),
      );
    },
    listByDataset: async (dataset, { before, limit, status }) => {
      const found: DeliveryRecord[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: 'byDataset',
          KeyConditionExpression: before === undefined ? '#dataset = :dataset' : '#dataset = :dataset AND id < :before',
          ...(status === undefined ? {} : { FilterExpression: '#status = :status' }),
          ExpressionAttributeNames: { '#dataset': 'dataset', ...(status === undefined ? {} : { '#status': 'status' }) },
          ExpressionAttributeValues: {
            ':dataset': dataset,
            ...definedOnly({ ':before': before, ':status': status }),
          },
          ScanIndexForward: false,
        },
      );
      for await (const { Items } of pages) {
        found.push(...(Items ?? []).map(fromItem));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },
    due: async (now) => {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'byPending',
          KeyConditionExpression: '#pending = :pending AND retryAt <= :now',
          ExpressionAttributeNames: { '#pending': 'pending' },
          ExpressionAttributeValues: { ':pending': 'pending', ':now': now },
          Limit: 100,
        }),
      );
      return (Items ?? []).map(fromItem);
    },
  };
}

/** Throws when the list of statuses does not allow the step: a fault of the program, not of the delivery. */
function assertTransition(from: readonly DeliveryStatus[], to: DeliveryStatus | null): void {
  for (const status of from) {
    const next: readonly DeliveryStatus[] = nextStatuses[status];
    if (to !== null && to !== status && !next.includes(to))
      throw new Failure('illegal-transition', { from: status, to });
  }
}

type Expression = UpdateExpressionParts & { readonly condition: string };

function buildUpdateExpression(
  changes: DeliveryChanges,
  from: readonly string[],
  fencingToken: number | undefined,
): Expression {
  const pendingMarker = 'retryAt' in changes ? { pending: changes.retryAt === null ? null : 'pending' } : {};
  // An empty set can't be stored: no loaded parts is no attribute.
  const parts = changes.loadedParts === undefined ? {} : { loadedParts: null };
  const { update, names, values } = updateExpression({ ...changes, ...pendingMarker, ...parts });
  names['#status'] = 'status';
  from.forEach((status, i) => (values[`:from${i}`] = status));
  const conditions = [`#status IN (${from.map((_, i) => `:from${i}`).join(', ')})`];
  if (fencingToken !== undefined) {
    names['#fencingToken'] = 'fencingToken';
    values[':expectedFencingToken'] = fencingToken;
    conditions.push('#fencingToken = :expectedFencingToken');
  }
  if (changes.status !== undefined && changes.status !== 'discarded' && changes.discarding === undefined) {
    names['#discarding'] = 'discarding';
    conditions.push('attribute_not_exists(#discarding)');
  }
  return { update, condition: conditions.join(' AND '), names, values };
}

function fromItem(item: unknown): DeliveryRecord {
  const { pending: _pending, loadedParts, ...delivery } = DeliveryItem.parse(item);
  return { ...delivery, loadedParts: loadedParts === undefined ? [] : [...loadedParts].sort((a, b) => a - b) };
}
