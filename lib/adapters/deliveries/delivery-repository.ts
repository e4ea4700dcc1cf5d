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
import { KeptDelivery } from '../../../schemas/collection/delivery-record.ts';
import { nextStatuses, type DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import type { DeliveryBook, DeliveryChanges } from '../../collection/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { changeExpression, type ChangeExpression } from '../dynamodb/update-expression.ts';

/** As it lies in the table: `open` stands beside `wakeAt` so that the sweep's index holds only what must be woken. */
const StoredDelivery = KeptDelivery.omit({ loadedParts: true }).extend({
  open: z.literal('open').optional(),
  loadedParts: z.set(z.int()).optional(),
});

/** Deliveries in DynamoDB. Every change is one conditional update; reads are strongly consistent but for the two lists. */
export function deliveryTable(client: DynamoDBDocumentClient, table: string): DeliveryBook {
  const update = async (id: string, expression: Expression): Promise<KeptDelivery | null> => {
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
      return kept(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  };

  return {
    read: async (id) => {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }));
      return Item === undefined ? null : kept(Item);
    },
    create: async ({ loadedParts: _none, ...delivery }) => {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...delivery, ...(delivery.wakeAt === undefined ? {} : { open: 'open' }) },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      );
    },
    change: async (id, from, changes, fencingToken) => {
      forbidLeaps(from, changes.status ?? null);
      return await update(id, expressionOf(changes, from, fencingToken));
    },
    markPartLoaded: (id, part, wakeAt) =>
      update(id, {
        update: 'SET #wakeAt = :wakeAt, #attempts = :none ADD #loadedParts :part',
        condition: '#status = :loading',
        names: { '#wakeAt': 'wakeAt', '#attempts': 'attempts', '#loadedParts': 'loadedParts', '#status': 'status' },
        values: { ':wakeAt': wakeAt, ':none': 0, ':part': new Set([part]), ':loading': 'loading' },
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
    ofDataset: async (dataset, { before, limit, status }) => {
      const found: KeptDelivery[] = [];
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
            ...(before === undefined ? {} : { ':before': before }),
            ...(status === undefined ? {} : { ':status': status }),
          },
          ScanIndexForward: false,
        },
      );
      for await (const { Items } of pages) {
        found.push(...(Items ?? []).map(kept));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },
    due: async (now) => {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'byOpen',
          KeyConditionExpression: '#open = :open AND wakeAt <= :now',
          ExpressionAttributeNames: { '#open': 'open' },
          ExpressionAttributeValues: { ':open': 'open', ':now': now },
          Limit: 100,
        }),
      );
      return (Items ?? []).map(kept);
    },
  };
}

/** Throws when the list of statuses does not allow the step: a fault of the program, not of the delivery. */
function forbidLeaps(from: readonly DeliveryStatus[], to: DeliveryStatus | null): void {
  for (const status of from) {
    const next: readonly DeliveryStatus[] = nextStatuses[status];
    if (to !== null && to !== status && !next.includes(to)) throw new Failure('status-leap', { from: status, to });
  }
}

type Expression = ChangeExpression & { readonly condition: string };

function expressionOf(changes: DeliveryChanges, from: readonly string[], fencingToken: number | undefined): Expression {
  const wake = 'wakeAt' in changes ? { open: changes.wakeAt === null ? null : 'open' } : {};
  // An empty set can't be stored: no loaded parts is no attribute.
  const parts = changes.loadedParts === undefined ? {} : { loadedParts: null };
  const { update, names, values } = changeExpression({ ...changes, ...wake, ...parts });
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

function kept(item: unknown): KeptDelivery {
  const { open: _open, loadedParts, ...delivery } = StoredDelivery.parse(item);
  return { ...delivery, loadedParts: loadedParts === undefined ? [] : [...loadedParts].sort((a, b) => a - b) };
}
