import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { IssuingOrder, IssuingProgress } from '../../../schemas/certificates/issuing-progress.ts';
import type { IssuingProgressRepository } from '../../certificates/issue/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { conditionally } from '../dynamodb/conditionally.ts';

const Item = z.object({
  work: z.string(),
  publication: z.int().default(0),
  orderOf: z.int().optional(),
  deliveries: IssuingOrder.shape.deliveries.optional(),
  done: z.set(z.string()).default(new Set()),
  retryAt: z.string().optional(),
});

/**
 * How far each dataset has been issued, in the work table:
 *
 *     issuing#<dataset> | progress | publication, and of the order in hand: orderOf (its publication), deliveries, done (a set), retryAt
 */
export function issuingProgressRepository(client: DynamoDBDocumentClient, table: string): IssuingProgressRepository {
  const keyOf = (dataset: string) => ({ work: `issuing#${dataset}`, item: 'progress' });
  const read = async (dataset: string): Promise<IssuingProgress> => {
    const { Item: found } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(dataset), ConsistentRead: true }),
    );
    return found === undefined ? emptyProgress(dataset) : toProgress(dataset, found);
  };
  return {
    read,
    readAll: async (datasets) => {
      const found = new Map(
        (await batchGet(client, table, datasets.map(keyOf))).map((item) => [Item.parse(item).work, item]),
      );
      return datasets.map((dataset) => {
        const item = found.get(keyOf(dataset).work);
        return item === undefined ? emptyProgress(dataset) : toProgress(dataset, item);
      });
    },
    begin: (dataset, { publication, deliveries }, retryAt) =>
      conditionally(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(dataset),
            UpdateExpression:
              'SET orderOf = :next, deliveries = :deliveries, retryAt = :retryAt, publication = :done REMOVE done',
            ConditionExpression: `attribute_not_exists(orderOf) AND (publication = :done${publication === 1 ? ' OR attribute_not_exists(publication)' : ''})`,
            ExpressionAttributeValues: {
              ':next': publication,
              ':done': publication - 1,
              ':deliveries': deliveries,
              ':retryAt': retryAt,
            },
          }),
        ),
      ),
    markDone: async (dataset, publication, part, retryAt) => {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(dataset),
            UpdateExpression: 'ADD done :part SET retryAt = :retryAt',
            ConditionExpression: 'orderOf = :publication',
            ExpressionAttributeValues: { ':publication': publication, ':part': new Set([part]), ':retryAt': retryAt },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return toProgress(dataset, Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return null;
        throw error;
      }
    },
    end: (dataset, publication) =>
      conditionally(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(dataset),
            UpdateExpression: 'SET publication = :publication REMOVE orderOf, deliveries, done, retryAt',
            ConditionExpression: 'orderOf = :publication',
            ExpressionAttributeValues: { ':publication': publication },
          }),
        ),
      ),
    scheduleRetry: async (dataset, publication, retryAt) => {
      await conditionally(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(dataset),
            UpdateExpression: 'SET retryAt = :retryAt',
            ConditionExpression: 'orderOf = :publication',
            ExpressionAttributeValues: { ':publication': publication, ':retryAt': retryAt },
          }),
        ),
      );
    },
  };
}

function emptyProgress(dataset: string): IssuingProgress {
  return { dataset, publication: 0, done: [] };
}

function toProgress(dataset: string, item: unknown): IssuingProgress {
  const { publication, orderOf, deliveries, done, retryAt } = Item.parse(item);
  return IssuingProgress.parse({
    dataset,
    publication,
    ...(orderOf === undefined ? {} : { order: { publication: orderOf, deliveries: deliveries ?? [] } }),
    done: [...done].toSorted(),
    ...definedOnly({ retryAt }),
  });
}
