import { QueryCommand, paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { definedOnly } from '../../kernel/defined-only.ts';
import { attributeNames, attributeValues, toProjection, type Condition, type Item, type Table } from './table.ts';

export type ItemQuery = {
  readonly where: Condition;
  /** An index is eventually consistent, the table strongly. */
  readonly index?: string;
  readonly newestFirst?: true;
  readonly limit?: number;
  readonly attributes?: readonly string[];
};

/** Reads all pages. */
export async function* queryItems(table: Table, query: ItemQuery): AsyncGenerator<Item> {
  const { Limit: _limit, ...input } = toInput(table, query);
  const paginator = { client: table.client, ...definedOnly({ pageSize: query.limit }) };
  for await (const { Items = [] } of paginateQuery(paginator, input)) yield* Items;
}

/** Tells whether there may be more. */
export async function queryPage(
  table: Table,
  query: ItemQuery,
): Promise<{ readonly items: readonly Item[]; readonly hasMore: boolean }> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(new QueryCommand(toInput(table, query)));
  return { items: Items, hasMore: LastEvaluatedKey !== undefined };
}

/** Counts the items on all pages. */
export async function countItems(table: Table, query: ItemQuery): Promise<number> {
  let count = 0;
  const pages = paginateQuery({ client: table.client }, { ...toInput(table, query), Select: 'COUNT' });
  for await (const { Count = 0 } of pages) count += Count;
  return count;
}

function toInput({ name }: Table, { where, index, newestFirst, limit, attributes }: ItemQuery): QueryCommandInput {
  const { ProjectionExpression, ExpressionAttributeNames } = toProjection(attributes);
  return {
    TableName: name,
    ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
    KeyConditionExpression: where.expression,
    ExpressionAttributeNames: { ...attributeNames(where.expression), ...ExpressionAttributeNames },
    ExpressionAttributeValues: attributeValues(where.values),
    ...(newestFirst === true ? { ScanIndexForward: false } : {}),
    ...definedOnly({ ProjectionExpression, Limit: limit }),
  };
}
