import { z } from 'zod';
import type { TableProperties } from '../resources.ts';
import type { RequestKeys } from './condition.ts';
import type { Need } from './policy.ts';
import { type ArnParts, serviceArn } from './resolve-reference.ts';

const Attributes = z.record(z.string(), z.unknown());
const OneTable = z.object({
  TableName: z.string(),
  IndexName: z.string().optional(),
  Key: Attributes.optional(),
  Item: Attributes.optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: Attributes.default({}),
});
type OneTable = z.infer<typeof OneTable>;
const BatchGet = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(Attributes) })) });
const WriteRequest = z.object({
  PutRequest: z.object({ Item: Attributes }).optional(),
  DeleteRequest: z.object({ Key: Attributes }).optional(),
});
const BatchWrite = z.object({ RequestItems: z.record(z.string(), z.array(WriteRequest)) });
const Transaction = z.object({
  TransactItems: z.array(z.record(z.enum(['Get', 'Put', 'Update', 'Delete', 'ConditionCheck']), OneTable.optional())),
});

/**
 * What DynamoDB checks: a batch needs its action on each table, a transaction that of each item, a query on an index
 * the index. `dynamodb:LeadingKeys` holds the partition keys. Throws for a body that it cannot read.
 */
export function dynamodbNeeds(operation: string, body: unknown, tables: TableKeys): readonly Need[] {
  if (operation === 'BatchGetItem')
    return Object.entries(BatchGet.parse(body).RequestItems).map(([table, { Keys }]) =>
      tables.need('BatchGetItem', table, Keys),
    );
  if (operation === 'BatchWriteItem')
    return Object.entries(BatchWrite.parse(body).RequestItems).map(([table, requests]) =>
      tables.need(
        'BatchWriteItem',
        table,
        requests.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key ?? {}),
      ),
    );
  if (operation === 'TransactGetItems' || operation === 'TransactWriteItems')
    return Transaction.parse(body).TransactItems.flatMap((item) =>
      Object.entries(item).flatMap(([kind, one]) =>
        one === undefined ? [] : [tables.need(`${kind}Item`, one.TableName, [one.Key ?? one.Item ?? {}])],
      ),
    );
  if (operation === 'ListTables') return [{ action: 'dynamodb:ListTables', resource: '*' }];
  return [needOfOne(operation, OneTable.parse(body), tables)];
}

function needOfOne(operation: string, request: OneTable, tables: TableKeys): Need {
  const { TableName: table, IndexName: index, Key, Item } = request;
  if (operation === 'Query') return tables.needOfQuery(table, index, request);
  if (operation === 'Scan') return { action: 'dynamodb:Scan', resource: tables.arn(table, index) };
  const item = Key ?? Item;
  return item === undefined
    ? { action: `dynamodb:${operation}`, resource: tables.arn(table) }
    : tables.need(operation, table, [item]);
}

export type TableKeys = {
  readonly arn: (table: string, index?: string) => string;
  readonly need: (operation: string, table: string, items: readonly z.infer<typeof Attributes>[]) => Need;
  readonly needOfQuery: (table: string, index: string | undefined, query: OneTable) => Need;
};

/** Knows the partition keys of tables and their indexes. */
export function tableKeys(tables: readonly TableProperties[], parts: ArnParts): TableKeys {
  const hashKeys = new Map<string, string>();
  for (const { TableName, KeySchema, GlobalSecondaryIndexes = [] } of tables) {
    hashKeys.set(TableName, hashKeyOf(KeySchema));
    for (const index of GlobalSecondaryIndexes)
      hashKeys.set(`${TableName}/index/${index.IndexName}`, hashKeyOf(index.KeySchema));
  }
  const path = (table: string, index?: string): string => (index === undefined ? table : `${table}/index/${index}`);
  const arn = (table: string, index?: string): string => serviceArn(parts, 'dynamodb', `table/${path(table, index)}`);
  return {
    arn,
    need: (operation, table, items) => ({
      action: `dynamodb:${operation}`,
      resource: arn(table),
      context: leadingKeys(items.map((item) => item[hashKeys.get(table) ?? ''])),
    }),
    needOfQuery: (table, index, query) => ({
      action: 'dynamodb:Query',
      resource: arn(table, index),
      context: leadingKeys([queriedKey(query, hashKeys.get(path(table, index)) ?? '')]),
    }),
  };
}

function hashKeyOf(schema: TableProperties['KeySchema']): string {
  return schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
}

/** The value that the hash key must equal: `#dataset = :dataset and …`. */
function queriedKey(
  {
    KeyConditionExpression: expression = '',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  }: OneTable,
  hashKey: string,
): unknown {
  for (const [, name = '', value = ''] of expression.matchAll(/(#?\w+)\s*=\s*(:\w+)/g))
    if ((names[name] ?? name) === hashKey) return values[value];
  return undefined;
}

const Value = z.union([z.object({ S: z.string() }), z.object({ N: z.string() }), z.object({ B: z.string() })]);

function leadingKeys(values: readonly unknown[]): RequestKeys {
  const texts = values.flatMap((value) => {
    const parsed = Value.safeParse(value);
    return parsed.success ? Object.values(parsed.data) : [];
  });
  return texts.length === 0 ? {} : { 'dynamodb:LeadingKeys': texts };
}
