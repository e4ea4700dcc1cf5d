import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { toProjection, type Item, type Table } from './table.ts';

/** Reads the whole table, strongly consistent; for administrators. */
export async function* scanItems({ client, name }: Table, attributes?: readonly string[]): AsyncGenerator<Item> {
  const input = { TableName: name, ConsistentRead: true, ...toProjection(attributes) };
  for await (const { Items = [] } of paginateScan({ client }, input)) yield* Items;
}
