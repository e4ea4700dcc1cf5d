import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { RecordVersion } from '../../../schemas/records/record.ts';
import type { RecordVersionWriter } from '../../collection/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { subjectHashOf } from '../../kernel/subject-hash-of.ts';
import type { RecordVersionReader, SubjectIndex } from '../../records/ports.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { batchDelete, batchPut } from '../dynamodb/batch-write.ts';
import { queryItems, type ItemQuery } from '../dynamodb/query-items.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

const versionItem = storedItem({
  name: 'record-version',
  key: ['record', 'seq'],
  parse: (item) => RecordVersion.parse(item),
});

const VersionKey = RecordVersion.pick({ record: true, seq: true });

/** A record has few versions, a subject may have many records. */
const versionsPageSize = 5;
const subjectPageSize = 100;
const keyPageSize = 1_000;

/** `subjectHash` is of the index alone: readers do not see it. */
const toItem = (version: RecordVersion) =>
  version.subject === undefined ? version : { ...version, subjectHash: subjectHashOf(version.subject) };

/** Key: `record` (dataset#keyHash), `seq`. Adding and removing are idempotent. */
export function recordVersionRepository(
  client: DynamoDBDocumentClient,
  name: string,
): RecordVersionWriter & RecordVersionReader & SubjectIndex {
  const table = { client, name };
  const newestFirst = async function* (query: Omit<ItemQuery, 'newestFirst'>): AsyncGenerator<RecordVersion> {
    for await (const item of queryItems(table, { ...query, newestFirst: true })) yield versionItem.read(item);
  };
  return {
    put: (versions) => batchPut(table, versions.map(toItem)),
    remove: (keys) =>
      batchDelete(
        table,
        keys.map(({ record, seq }) => ({ record, seq })),
      ),
    versionsOfRecord: (record, upTo) =>
      newestFirst({
        where: { expression: '#record = :record AND #seq <= :upTo', values: { record, upTo } },
        limit: versionsPageSize,
      }),
    versionsOfSubject: (subject, upTo) =>
      newestFirst({
        index: 'bySubject',
        where: { expression: '#subject = :subject AND #seq <= :upTo', values: { subject, upTo } },
        limit: subjectPageSize,
      }),
    keysOfSubject: async function* (subjectHash) {
      const where = { expression: '#subjectHash = :subjectHash', values: { subjectHash } };
      for await (const item of queryItems(table, { index: 'bySubjectHash', where, limit: keyPageSize }))
        yield VersionKey.parse(item);
    },
    getMany: async (keys) => {
      const items = await batchGet(
        table,
        keys.map(({ record, seq }) => ({ record, seq })),
      );
      const byRecord = new Map(items.map((item) => [item['record'], item]));
      const found = keys.map(({ record, seq }) => {
        const item = byRecord.get(record);
        if (item === undefined) throw new Failure('record-version-missing', { record, seq });
        return item;
      });
      return versionItem.readAll(found);
    },
    existing: async (keys) => {
      const items = await batchGet(
        table,
        keys.map(({ record, seq }) => ({ record, seq })),
        ['record', 'seq'],
      );
      return items.map((item) => VersionKey.parse(item));
    },
  };
}
