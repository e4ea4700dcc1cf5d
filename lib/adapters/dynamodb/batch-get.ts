import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { sendUntilProcessed } from './retry.ts';
import { toProjection, type Item, type Table } from './table.ts';

const batchSize = 100;

/** Reads strongly consistent and unordered, without absent items. DynamoDB rejects duplicate keys. */
export async function batchGet(
  { client, name }: Table,
  keys: readonly Item[],
  attributes?: readonly string[],
): Promise<Item[]> {
  const projection = toProjection(attributes);
  const found: Item[] = [];
  for (let start = 0; start < keys.length; start += batchSize) {
    await sendUntilProcessed(name, keys.slice(start, start + batchSize), async (Keys) => {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true, ...projection } } }),
      );
      found.push(...(Responses?.[name] ?? []));
      return UnprocessedKeys?.[name]?.Keys ?? [];
    });
  }
  return found;
}
