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
import { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import type { SourceRepository, SourceChanges, SourceCondition, SourceKey } from '../../collection/sources/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { conditionally } from '../dynamodb/conditionally.ts';
import { updateExpression, type UpdateExpressionParts } from '../dynamodb/update-expression.ts';

/** As it lies in the table: `kind` holds all of them together for the list, `open` stands beside `dueAt` so that the timetable's index holds only what must be woken. */
const SourceItem = SourceRecord.extend({ kind: z.literal('source'), pending: z.literal('pending').optional() });

/** Sources in DynamoDB. Every change is one conditional update; reads are strongly consistent but for the list and what is due. */
export function sourceRepository(client: DynamoDBDocumentClient, table: string): SourceRepository {
  const update = async ({ dataset, channel }: SourceKey, expression: Expression): Promise<SourceRecord | null> => {
    try {
      const {
        update: UpdateExpression,
        condition: ConditionExpression,
        names: ExpressionAttributeNames,
        values,
      } = expression;
      // DynamoDB refuses an empty list of values: a change that only takes attributes away has none.
      const ExpressionAttributeValues = Object.keys(values).length === 0 ? undefined : values;
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { dataset, channel },
          UpdateExpression,
          ConditionExpression,
          ExpressionAttributeNames,
          ExpressionAttributeValues,
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
    read: async ({ dataset, channel }) => {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { dataset, channel }, ConsistentRead: true }),
      );
      return Item === undefined ? null : fromItem(Item);
    },
    list: async ({ after, limit, department }) => {
      const found: SourceRecord[] = [];
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: 'byKind',
          KeyConditionExpression: after === undefined ? '#kind = :source' : '#kind = :source AND dataset > :after',
          ...(department === undefined ? {} : { FilterExpression: 'department = :department' }),
          ExpressionAttributeNames: { '#kind': 'kind' },
          ExpressionAttributeValues: {
            ':source': 'source',
            ...definedOnly({ ':after': after, ':department': department }),
          },
        },
      );
      for await (const { Items } of pages) {
        found.push(...(Items ?? []).map(fromItem));
        if (found.length > limit) break;
      }
      return found;
    },
    create: async (source) =>
      await conditionally(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...source, kind: 'source', ...(source.dueAt === undefined ? {} : { pending: 'pending' }) },
            ConditionExpression: 'attribute_not_exists(dataset)',
          }),
        ),
      ),
    change: async (key, changes, when) => await update(key, expressionOf(changes, when)),
    acquireLease: async (key, now, until) =>
      await update(key, {
        update: 'SET #leaseUntil = :until, #dueAt = :until, #pending = :pending ADD #fencingToken :one',
        condition: 'attribute_exists(dataset) AND (attribute_not_exists(#leaseUntil) OR #leaseUntil <= :now)',
        names: {
          '#leaseUntil': 'leaseUntil',
          '#dueAt': 'dueAt',
          '#pending': 'pending',
          '#fencingToken': 'fencingToken',
        },
        values: { ':until': until, ':now': now, ':pending': 'pending', ':one': 1 },
      }),
    due: async (now) => {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'byPending',
          KeyConditionExpression: '#pending = :pending AND dueAt <= :now',
          ExpressionAttributeNames: { '#pending': 'pending' },
          ExpressionAttributeValues: { ':pending': 'pending', ':now': now },
          Limit: 100,
        }),
      );
      return (Items ?? []).map(fromItem);
    },
  };
}

type Expression = UpdateExpressionParts & { readonly condition: string };

function expressionOf(changes: SourceChanges, { fencingToken, lockVersion }: SourceCondition): Expression {
  const wake = changes.dueAt !== undefined ? { pending: changes.dueAt === null ? null : 'pending' } : {};
  const { update, names, values } = updateExpression({ ...changes, ...wake });
  const conditions = ['attribute_exists(dataset)'];
  if (fencingToken !== undefined) {
    names['#fencingToken'] = 'fencingToken';
    values[':fencingToken'] = fencingToken;
    conditions.push('#fencingToken = :fencingToken');
  }
  if (lockVersion !== undefined) {
    names['#lockVersion'] = 'lockVersion';
    values[':lockVersion'] = lockVersion;
    conditions.push('#lockVersion = :lockVersion');
  }
  return { update, condition: conditions.join(' AND '), names, values };
}

function fromItem(item: unknown): SourceRecord {
  const { kind: _kind, pending: _pending, ...source } = SourceItem.parse(item);
  return source;
}
