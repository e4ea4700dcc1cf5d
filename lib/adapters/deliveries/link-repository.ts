import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LinkState } from '../../../schemas/collection/link.ts';
import type { LinkRepository } from '../../collection/ports.ts';

/** The doors of each dataset, in the holdings table under `link#<door>`. */
export function linkRepository(client: DynamoDBDocumentClient, table: string): LinkRepository {
  const toKey = (dataset: string, channel: string) => ({ dataset, item: `link#${channel}` });
  return {
    read: async (dataset) => {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'dataset = :dataset AND begins_with(#item, :link)',
          ExpressionAttributeNames: { '#item': 'item' },
          ExpressionAttributeValues: { ':dataset': dataset, ':link': 'link#' },
          ConsistentRead: true,
        }),
      );
      return (Items ?? []).map(fromItem);
    },
    beginTrial: async (link) => {
      await conditionally(() =>
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...link, ...toKey(link.dataset, link.channel) },
            ConditionExpression: 'attribute_not_exists(dataset)',
          }),
        ),
      );
    },
    confirm: async (dataset, channel, receipt) => {
      const done = await conditionally(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: toKey(dataset, channel),
            UpdateExpression: 'SET #state = :linked, receipt = :receipt',
            ConditionExpression: '#state = :trial',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':linked': 'linked', ':trial': 'on-trial', ':receipt': receipt },
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      return done === null ? null : fromItem(done.Attributes ?? {});
    },
  };
}

async function conditionally<T>(write: () => Promise<T>): Promise<T | null> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}

function fromItem({ item: _item, ...link }: Record<string, unknown>): LinkState {
  return LinkState.parse(link);
}
