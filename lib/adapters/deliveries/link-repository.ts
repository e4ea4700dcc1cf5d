import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { LinkState } from '../../../schemas/collection/link.ts';
import type { LinkBook } from '../../collection/ports.ts';

/** The doors of each dataset, in the holdings table under `link#<door>`. */
export function linkTable(client: DynamoDBDocumentClient, table: string): LinkBook {
  const keyOf = (dataset: string, channel: string) => ({ dataset, item: `link#${channel}` });
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
      return (Items ?? []).map(linkOf);
    },
    beginTrial: async (link) => {
      await unlessRefused(() =>
        client.send(
          new PutCommand({
            TableName: table,
            Item: { ...link, ...keyOf(link.dataset, link.channel) },
            ConditionExpression: 'attribute_not_exists(dataset)',
          }),
        ),
      );
    },
    confirm: async (dataset, channel, receipt) => {
      const done = await unlessRefused(() =>
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(dataset, channel),
            UpdateExpression: 'SET #state = :linked, receipt = :receipt',
            ConditionExpression: '#state = :trial',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':linked': 'linked', ':trial': 'on-trial', ':receipt': receipt },
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      return done === null ? null : linkOf(done.Attributes ?? {});
    },
  };
}

async function unlessRefused<T>(write: () => Promise<T>): Promise<T | null> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}

function linkOf({ item: _item, ...link }: Record<string, unknown>): LinkState {
  return LinkState.parse(link);
}
