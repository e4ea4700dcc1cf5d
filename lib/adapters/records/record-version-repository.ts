import { setTimeout as delay } from 'node:timers/promises';
import {
  BatchGetCommand,
  BatchWriteCommand,
  paginateQuery,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { RecordVersion } from '../../../schemas/records/record.ts';
import type { RecordVersionWriter } from '../../collection/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import type { RecordVersionReader } from '../../records/ports.ts';

type WriteRequest = NonNullable<NonNullable<BatchWriteCommandInput['RequestItems']>[string]>[number];

/** DynamoDB takes 25 writes and 100 reads in a batch. */
const writeBatchSize = 25;
const readBatchSize = 100;
/** Batches under way at the same time, and how often what was throttled is sent again. */
const concurrency = 4;
const maxAttempts = 10;

/** Record versions in DynamoDB: `record` (dataset#keyHash), `seq`. Only ever adds or removes whole versions; both may be repeated. */
export function recordVersionRepository(
  client: DynamoDBDocumentClient,
  table: string,
): RecordVersionWriter & RecordVersionReader {
  const writeBatch = async (requests: WriteRequest[]): Promise<void> => {
    let left = requests;
    for (let round = 0; left.length > 0; round += 1) {
      if (round === maxAttempts) throw new Failure('table-throttled', { left: left.length });
      if (round > 0) await delay(Math.min(2_000, 25 * 2 ** round) * (0.5 + Math.random() / 2));
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
      left = UnprocessedItems?.[table] ?? [];
    }
  };

  const writeAll = async (requests: readonly WriteRequest[]): Promise<void> => {
    let next = 0;
    const worker = async () => {
      for (let from = next; from < requests.length; from = next) {
        next = from + writeBatchSize;
        await writeBatch(requests.slice(from, from + writeBatchSize));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  };

  const newestFirst = async function* (
    index: string | undefined,
    name: 'record' | 'subject',
    value: string,
    upTo: number,
  ): AsyncGenerator<RecordVersion> {
    const pages = paginateQuery(
      { client, pageSize: index === undefined ? 5 : 100 },
      {
        TableName: table,
        ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
        KeyConditionExpression: '#key = :key AND seq <= :upTo',
        ExpressionAttributeNames: { '#key': name },
        ExpressionAttributeValues: { ':key': value, ':upTo': upTo },
        ScanIndexForward: false,
      },
    );
    for await (const { Items } of pages) for (const item of Items ?? []) yield RecordVersion.parse(item);
  };

  const readBatch = async (
    keys: readonly { readonly record: string; readonly seq: number }[],
    found: Map<string, RecordVersion>,
  ): Promise<void> => {
    let left: readonly Record<string, unknown>[] = keys.map(({ record, seq }) => ({ record, seq }));
    for (let round = 0; left.length > 0; round += 1) {
      if (round === maxAttempts) throw new Failure('table-throttled', { left: left.length });
      if (round > 0) await delay(Math.min(2_000, 25 * 2 ** round));
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: [...left], ConsistentRead: true } } }),
      );
      for (const item of Responses?.[table] ?? []) {
        const version = RecordVersion.parse(item);
        found.set(version.record, version);
      }
      left = UnprocessedKeys?.[table]?.Keys ?? [];
    }
  };

  return {
    put: (versions) => writeAll(versions.map((version) => ({ PutRequest: { Item: version } }))),
    remove: (keys) => writeAll(keys.map(({ record, seq }) => ({ DeleteRequest: { Key: { record, seq } } }))),
    versionsOfRecord: (record, upTo) => newestFirst(undefined, 'record', record, upTo),
    versionsOfSubject: (subject, upTo) => newestFirst('bySubject', 'subject', subject, upTo),
    getMany: async (keys) => {
      const found = new Map<string, RecordVersion>();
      for (let from = 0; from < keys.length; from += readBatchSize)
        await readBatch(keys.slice(from, from + readBatchSize), found);
      return keys.map(({ record, seq }) => {
        const version = found.get(record);
        if (version === undefined) throw new Failure('record-version-missing', { record, seq });
        return version;
      });
    },
  };
}
