import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  QueryCommand,
  UpdateCommand,
  paginateQuery,
  type DynamoDBDocumentClient,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { RejectedRowRecord } from '../../../schemas/collection/sources/rejected-row.ts';
import type { RejectedRowRepository, SourceKey } from '../../collection/sources/ports.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { conditionally } from '../dynamodb/conditionally.ts';

/** As it lies in the table: under `source`, which is dataset and door; `open` is the same, while it is not overcome, so that the index holds only those. */
const RejectedRowItem = RejectedRowRecord.extend({ source: z.string(), pending: z.string().optional() });

/** Writes side by side, and the ids that are remembered at the most. */
const [concurrency, maxIds] = [8, 100_000];

const nameOf = ({ dataset, channel }: SourceKey) => `${dataset}#${channel}`;

/** Dead letters in DynamoDB: one for each record of a source. */
export function rejectedRowRepository(client: DynamoDBDocumentClient, table: string): RejectedRowRepository {
  const pendingOf = (key: SourceKey) => ({
    TableName: table,
    IndexName: 'byPending',
    KeyConditionExpression: '#pending = :pending',
    ExpressionAttributeNames: { '#pending': 'pending' },
    ExpressionAttributeValues: { ':pending': nameOf(key) },
  });
  /** The same change to each of them; those whose condition does not hold stay as they are. */
  const changeEach = async (
    key: SourceKey,
    ids: readonly string[],
    change: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
  ) => {
    await mapWithConcurrency(
      concurrency,
      ids,
      async (id) =>
        await conditionally(
          client.send(new UpdateCommand({ TableName: table, Key: { source: nameOf(key), id }, ...change })),
        ),
    );
  };
  return {
    read: async (key, id) => {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { source: nameOf(key), id }, ConsistentRead: true }),
      );
      return Item === undefined ? null : fromItem(Item);
    },
    pending: async (key, { after, limit }) => {
      const query = pendingOf(key);
      const { Items } = await client.send(
        new QueryCommand({
          ...query,
          Limit: limit,
          ...(after === undefined
            ? {}
            : {
                KeyConditionExpression: '#pending = :pending AND id > :after',
                ExpressionAttributeValues: { ...query.ExpressionAttributeValues, ':after': after },
              }),
        }),
      );
      return (Items ?? []).map(fromItem);
    },
    countPending: async (key) => {
      let count = 0;
      for await (const { Count } of paginateQuery({ client }, { ...pendingOf(key), Select: 'COUNT' }))
        count += Count ?? 0;
      return count;
    },
    pendingIds: async (key) => {
      const ids = new Set<string>();
      const Id = z.object({ id: z.string() });
      for await (const { Items } of paginateQuery({ client }, { ...pendingOf(key), ProjectionExpression: 'id' })) {
        for (const item of Items ?? []) ids.add(Id.parse(item).id);
        if (ids.size >= maxIds) break;
      }
      return ids;
    },
    recordRejection: async (rejectedRows) => {
      await mapWithConcurrency(concurrency, rejectedRows, async ({ id, at, dataset, channel, delivery, ...said }) => {
        const source = nameOf({ dataset, channel });
        const fresh = { dataset, channel, delivery, at, state: 'pending', pending: source, ...said };
        const entries = Object.entries(fresh).filter(([, value]) => value !== undefined);
        // The same delivery's news twice counts once.
        await conditionally(
          client.send(
            new UpdateCommand({
              TableName: table,
              Key: { source, id },
              UpdateExpression: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}, firstAt = if_not_exists(firstAt, :at) REMOVE #replay ADD attempts :one`,
              ConditionExpression: 'attribute_not_exists(id) OR #delivery < :delivery',
              ExpressionAttributeNames: {
                ...Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
                '#replay': 'replay',
              },
              ExpressionAttributeValues: {
                ...Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
                ':one': 1,
              },
            }),
          ),
        );
      });
    },
    resolve: async (key, ids, by) =>
      await changeEach(key, ids, {
        UpdateExpression: 'SET #state = :resolved REMOVE #pending',
        ConditionExpression: 'attribute_exists(id) AND #delivery <= :by',
        ExpressionAttributeNames: { '#state': 'state', '#pending': 'pending', '#delivery': 'delivery' },
        ExpressionAttributeValues: { ':resolved': 'resolved', ':by': by },
      }),
    reopen: async (key, ids) =>
      await changeEach(key, ids, {
        UpdateExpression: 'SET #state = :waiting REMOVE #replay',
        ConditionExpression: '#state = :replaying',
        ExpressionAttributeNames: { '#state': 'state', '#replay': 'replay' },
        ExpressionAttributeValues: { ':waiting': 'pending', ':replaying': 'replaying' },
      }),
    claimForReplay: async (key, id, replay) => {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { source: nameOf(key), id },
            UpdateExpression: 'SET #state = :replaying, #replay = :replay',
            ConditionExpression: '#state = :waiting',
            ExpressionAttributeNames: { '#state': 'state', '#replay': 'replay' },
            ExpressionAttributeValues: { ':waiting': 'pending', ':replaying': 'replaying', ':replay': replay },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return fromItem(Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return null;
        throw error;
      }
    },
  };
}

function fromItem(item: unknown): RejectedRowRecord {
  const { source: _source, pending: _pending, ...rejectedRow } = RejectedRowItem.parse(item);
  return rejectedRow;
}
