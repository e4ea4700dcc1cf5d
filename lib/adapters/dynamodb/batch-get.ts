import { setTimeout as delay } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Failure } from '../../kernel/failure.ts';

/** Items of one BatchGetItem at the most. */
const batchSize = 100;
/** Tries for what the table leaves unprocessed, with pauses of 50 ms, 100 ms, 200 ms, … between. */
const maxAttempts = 8;

/** Reads items by their keys, strongly consistent, in no promised order; keys that have no item are left out. Each key once: DynamoDB takes no doubles. `attributes` are read instead of all. */
export async function batchGet(
  tables: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Record<string, unknown>[],
  attributes?: readonly string[],
): Promise<Record<string, unknown>[]> {
  const names = Object.fromEntries((attributes ?? []).map((name) => [`#${name}`, name]));
  const projection =
    attributes === undefined
      ? {}
      : { ProjectionExpression: Object.keys(names).join(', '), ExpressionAttributeNames: names };
  const found: Record<string, unknown>[] = [];
  for (let start = 0; start < keys.length; start += batchSize) {
    let left = keys.slice(start, start + batchSize);
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt === maxAttempts) throw new Failure('batch-get-incomplete', { table: tableName, items: left.length });
      if (attempt > 0) await delay(25 * 2 ** attempt);
      const { Responses, UnprocessedKeys } = await tables.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead: true, ...projection } } }),
      );
      found.push(...(Responses?.[tableName] ?? []));
      left = UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
  }
  return found;
}
