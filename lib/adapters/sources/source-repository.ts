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
import { KeptSource } from '../../../schemas/collection/sources/source.ts';
import type { SourceBook, SourceChanges, SourceCondition, SourceKey } from '../../collection/sources/ports.ts';
import { wentThrough } from '../dynamodb/conditionally.ts';
import { changeExpression, type ChangeExpression } from '../dynamodb/update-expression.ts';

/** As it lies in the table: `kind` holds all of them together for the list, `open` stands beside `wakeAt` so that the timetable's index holds only what must be woken. */
const StoredSource = KeptSource.extend({ kind: z.literal('source'), open: z.literal('open').optional() });

/** Sources in DynamoDB. Every change is one conditional update; reads are strongly consistent but for the list and what is due. */
export function sourceTable(client: DynamoDBDocumentClient, table: string): SourceBook {
  const update = async ({ dataset, channel }: SourceKey, expression: Expression): Promise<KeptSource | null> => {
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
      return kept(Attributes);
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
      return Item === undefined ? null : kept(Item);
    },
    list: async ({ after, limit, department }) => {
      const found: KeptSource[] = [];
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
            ...(after === undefined ? {} : { ':after': after }),
            ...(department === undefined ? {} : { ':department': department }),
          },
        },
      );
      for await (const { Items } of pages) {
        found.push(...(Items ?? []).map(kept));
        if (found.length > limit) break;
      }
      return found;
    },
    create: async (source) =>
      await wentThrough(
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...source, kind: 'source', ...(source.wakeAt === undefined ? {} : { open: 'open' }) },
            ConditionExpression: 'attribute_not_exists(dataset)',
          }),
        ),
      ),
    change: async (key, changes, when) => await update(key, expressionOf(changes, when)),
    acquireLease: async (key, now, until) =>
      await update(key, {
        update: 'SET #leaseUntil = :until, #wakeAt = :until, #open = :open ADD #fencingToken :one',
        condition: 'attribute_exists(dataset) AND (attribute_not_exists(#leaseUntil) OR #leaseUntil <= :now)',
        names: { '#leaseUntil': 'leaseUntil', '#wakeAt': 'wakeAt', '#open': 'open', '#fencingToken': 'fencingToken' },
        values: { ':until': until, ':now': now, ':open': 'open', ':one': 1 },
      }),
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

type Expression = ChangeExpression & { readonly condition: string };

function expressionOf(changes: SourceChanges, { fencingToken, version }: SourceCondition): Expression {
  const wake = changes.wakeAt !== undefined ? { open: changes.wakeAt === null ? null : 'open' } : {};
  const { update, names, values } = changeExpression({ ...changes, ...wake });
  const conditions = ['attribute_exists(dataset)'];
  if (fencingToken !== undefined) {
    names['#fencingToken'] = 'fencingToken';
    values[':fencingToken'] = fencingToken;
    conditions.push('#fencingToken = :fencingToken');
  }
  if (version !== undefined) {
    names['#version'] = 'version';
    values[':atVersion'] = version;
    conditions.push('#version = :atVersion');
  }
  return { update, condition: conditions.join(' AND '), names, values };
}

function kept(item: unknown): KeptSource {
  const { kind: _kind, open: _open, ...source } = StoredSource.parse(item);
  return source;
}
