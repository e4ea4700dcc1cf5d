import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  paginateScan,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { resolvedService } from '../../infra/local/resolved-service.ts';
import { parseResources } from '../../infra/local/resources.ts';
import { definedOnly } from '../../lib/kernel/defined-only.ts';

type Item = Record<string, AttributeValue>;

/** A table as point-in-time recovery restores it. */
export type TableCopy = { readonly table: string; readonly items: readonly Item[] };

const { TableNames, tables } = await resolvedService().then(({ resources }) => {
  const declared = parseResources(resources.Resources).tables;
  return { TableNames: declared.map(({ TableName }) => TableName), tables: declared };
});

const named = (...endings: readonly string[]) => TableNames.filter((name) => endings.some((end) => name.endsWith(end)));

/** The four groups of docs/operations/restoring.md: each is restored to a later second than the one before. */
const pointers = named('-dataset-states', '-sources');
const counters = named('-certificate-work');
const events = named('-events', '-audit-log');
const later = [...counters, ...events];
export const restoreGroups = {
  pointers,
  data: TableNames.filter((name) => !pointers.includes(name) && !later.includes(name)),
  counters,
  events,
};

/** Reads the tables whole. Nobody may write to them meanwhile: recovery of a table is consistent in itself. */
export async function copyTables(names: readonly string[]): Promise<TableCopy[]> {
  const client = new DynamoDBClient({});
  const copies: TableCopy[] = [];
  for (const table of names) {
    const items: Item[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true }))
      items.push(...Items);
    copies.push({ table, items });
  }
  client.destroy();
  return copies;
}

/** Deletes every table: nothing is left of them. */
export async function loseTables(): Promise<void> {
  const client = new DynamoDBClient({});
  for (const TableName of TableNames) {
    await client.send(new DeleteTableCommand({ TableName }));
    await until(async () => (await statusOf(client, TableName)) === 'none');
  }
  client.destroy();
}

/** Creates each table and writes its items, as a restore under the table's own name does. */
export async function restoreTables(copies: readonly TableCopy[]): Promise<void> {
  const client = new DynamoDBClient({});
  for (const { table, items } of copies) {
    const declared = tables.find(({ TableName }) => TableName === table);
    if (declared === undefined) throw new Error(`no table ${table}`);
    const { TableName, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = declared;
    await client.send(
      new CreateTableCommand({
        TableName,
        AttributeDefinitions,
        KeySchema,
        BillingMode: 'PAY_PER_REQUEST',
        ...definedOnly({ GlobalSecondaryIndexes }),
      }),
    );
    await until(async () => (await statusOf(client, TableName)) === 'ACTIVE');
    for (let from = 0; from < items.length; from += 25)
      await client.send(
        new BatchWriteItemCommand({
          RequestItems: { [TableName]: items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } })) },
        }),
      );
  }
  client.destroy();
}

/** Messages are in no backup. */
export async function loseMessages(queueUrls: Iterable<string>): Promise<void> {
  const client = new SQSClient({});
  for (const QueueUrl of queueUrls) await client.send(new PurgeQueueCommand({ QueueUrl }));
  client.destroy();
}

/** Deletes all objects below a prefix; answers how many. */
export async function loseObjects(bucket: string, prefix: string): Promise<number> {
  const client = new S3Client({ forcePathStyle: true });
  let lost = 0;
  for (;;) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
    for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    lost += Contents.length;
    if (Contents.length === 0) break;
  }
  client.destroy();
  return lost;
}

async function statusOf(client: DynamoDBClient, TableName: string): Promise<string> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus ?? 'none';
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return 'none';
    throw error;
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
