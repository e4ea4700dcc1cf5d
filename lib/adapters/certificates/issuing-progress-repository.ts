import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { IssuingOrder, IssuingProgress } from '../../../schemas/certificates/issuing-progress.ts';
import type { ProgressBook } from '../../certificates/issue/ports.ts';
import { getAll } from '../dynamodb/batch-get.ts';
import { wentThrough } from '../dynamodb/conditionally.ts';

const Item = z.object({
  work: z.string(),
  publication: z.int().default(0),
  orderOf: z.int().optional(),
  deliveries: IssuingOrder.shape.deliveries.optional(),
  done: z.set(z.string()).default(new Set()),
  wakeAt: z.string().optional(),
});

/**
 * How far each dataset has been issued, in the work table:
 *
 *     issuing#<dataset> | progress | publication, and of the order in hand: orderOf (its publication), deliveries, done (a set), wakeAt
 */
export function progressTable(client: DynamoDBDocumentClient, table: string): ProgressBook {
  const keyOf = (dataset: string) => ({ work: `issuing#${dataset}`, item: 'progress' });
  const read = async (dataset: string): Promise<IssuingProgress> => {
    const { Item: found } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(dataset), ConsistentRead: true }),
    );
    return found === undefined ? nothingDone(dataset) : progressOf(dataset, found);
  };
  return {
    read,
    readAll: async (datasets) => {
      const found = new Map(
        (await getAll(client, table, datasets.map(keyOf))).map((item) => [Item.parse(item).work, item]),
      );
      return datasets.map((dataset) => {
        const item = found.get(keyOf(dataset).work);
        return item === undefined ? nothingDone(dataset) : progressOf(dataset, item);
      });
    },
    begin: (dataset, { publication, deliveries }, wakeAt) =>
      wentThrough(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(dataset),
            UpdateExpression:
              'SET orderOf = :next, deliveries = :deliveries, wakeAt = :wakeAt, publication = :done REMOVE done',
            ConditionExpression: `attribute_not_exists(orderOf) AND (publication = :done${publication === 1 ? ' OR attribute_not_exists(publication)' : ''})`,
            ExpressionAttributeValues: {
              ':next': publication,
              ':done': publication - 1,
              ':deliveries': deliveries,
              ':wakeAt': wakeAt,
            },
          }),
        ),
      ),
    markDone: async (dataset, publication, place, wakeAt) => {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(dataset),
            UpdateExpression: 'ADD done :place SET wakeAt = :wakeAt',
            ConditionExpression: 'orderOf = :publication',
            ExpressionAttributeValues: { ':publication': publication, ':place': new Set([place]), ':wakeAt': wakeAt },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return progressOf(dataset, Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return null;
        throw error;
      }
    },
    end: (dataset, publication) =>
      wentThrough(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(dataset),
            UpdateExpression: 'SET publication = :publication REMOVE orderOf, deliveries, done, wakeAt',
            ConditionExpression: 'orderOf = :publication',
            ExpressionAttributeValues: { ':publication': publication },
          }),
        ),
      ),
    wake: async (dataset, publication, wakeAt) => {
      await wentThrough(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(dataset),
            UpdateExpression: 'SET wakeAt = :wakeAt',
            ConditionExpression: 'orderOf = :publication',
            ExpressionAttributeValues: { ':publication': publication, ':wakeAt': wakeAt },
          }),
        ),
      );
    },
  };
}

function nothingDone(dataset: string): IssuingProgress {
  return { dataset, publication: 0, done: [] };
}

function progressOf(dataset: string, item: unknown): IssuingProgress {
  const { publication, orderOf, deliveries, done, wakeAt } = Item.parse(item);
  return IssuingProgress.parse({
    dataset,
    publication,
    ...(orderOf === undefined ? {} : { order: { publication: orderOf, deliveries: deliveries ?? [] } }),
    done: [...done].toSorted(),
    ...(wakeAt === undefined ? {} : { wakeAt }),
  });
}
