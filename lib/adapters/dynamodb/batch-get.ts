import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { sendUntilProcessed } from './retry.ts';
import { toProjection, type Item, type Table } from './table.ts';

/** DynamoDB's limit of keys in one BatchGetItem. */
const batchSize = 100;

/**
 * Reads items by their keys, strongly consistent, in no particular order; keys without an item are left out.
 * `attributes` are read instead of all. Each key once: DynamoDB rejects duplicates.
 */
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
