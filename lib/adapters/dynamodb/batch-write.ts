import { BatchWriteCommand, type BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { sendUntilProcessed } from './retry.ts';
import { withSchemaNumber } from './schema-number.ts';
import type { Item, Table } from './table.ts';

type WriteRequest = NonNullable<NonNullable<BatchWriteCommandInput['RequestItems']>[string]>[number];

const batchSize = 25;
const concurrency = 4;

/** Puts items whole, with their schema number and without conditions; throws unless all were written. Repeatable. */
export async function batchPut(table: Table, items: readonly Item[]): Promise<void> {
  await batchWrite(
    table,
    items.map((item) => ({ PutRequest: { Item: withSchemaNumber(item) } })),
  );
}

/** Skips keys without an item. */
export async function batchDelete(table: Table, keys: readonly Item[]): Promise<void> {
  await batchWrite(
    table,
    keys.map((key) => ({ DeleteRequest: { Key: key } })),
  );
}

async function batchWrite({ client, name }: Table, requests: readonly WriteRequest[]): Promise<void> {
  const starts = Array.from({ length: Math.ceil(requests.length / batchSize) }, (_, batch) => batch * batchSize);
  await mapWithConcurrency(concurrency, starts, (start) =>
    sendUntilProcessed(name, requests.slice(start, start + batchSize), async (left) => {
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left } }));
      return UnprocessedItems?.[name] ?? [];
    }),
  );
}
