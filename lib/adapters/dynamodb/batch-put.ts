import { setTimeout as delay } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Failure } from '../../kernel/failure.ts';

/** Items of one BatchWriteItem at the most. */
const batchSize = 25;
/** Tries for what the table leaves unprocessed, with pauses of 50 ms, 100 ms, 200 ms, … between. */
const maxAttempts = 8;

/** Writes items in batches of 25 without conditions, again and again until the table has taken all; throws when it won't. */
export async function batchPut(
  tables: DynamoDBDocumentClient,
  tableName: string,
  items: readonly Record<string, unknown>[],
): Promise<void> {
  for (let start = 0; start < items.length; start += batchSize) {
    let left = items.slice(start, start + batchSize).map((Item) => ({ PutRequest: { Item } }));
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt === maxAttempts)
        throw new Failure('batch-write-incomplete', { table: tableName, items: left.length });
      if (attempt > 0) await delay(25 * 2 ** attempt);
      const { UnprocessedItems } = await tables.send(new BatchWriteCommand({ RequestItems: { [tableName]: left } }));
      left = (UnprocessedItems?.[tableName] ?? []).flatMap(({ PutRequest }) =>
        PutRequest?.Item === undefined ? [] : [{ PutRequest: { Item: PutRequest.Item } }],
      );
    }
  }
}
