import { paginateScan, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { RecordVersion } from '../../../schemas/records/record.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import type { IndexSubjects, ScanVersions } from '../../records/rebuild/rebuild-index.ts';
import { conditionally } from '../dynamodb/conditionally.ts';
import { toProjection } from '../dynamodb/table.ts';

const StoredVersion = RecordVersion.pick({
  record: true,
  seq: true,
  removed: true,
  values: true,
  delivery: true,
  subject: true,
}).extend({ subjectHash: z.string().optional() });
const updateConcurrency = 16;

/** Scans RECORDS_TABLE for a dataset: no index leads from a dataset to its records. Costs a read of the whole table. */
export function scanVersions(client: DynamoDBDocumentClient, name: string): ScanVersions {
  return async function* (dataset, segment, segments) {
    const { ProjectionExpression, ExpressionAttributeNames } = toProjection(Object.keys(StoredVersion.shape));
    const pages = paginateScan(
      { client },
      {
        TableName: name,
        ConsistentRead: true,
        Segment: segment,
        TotalSegments: segments,
        ProjectionExpression,
        ExpressionAttributeNames,
        FilterExpression: 'begins_with(#record, :prefix)',
        ExpressionAttributeValues: { ':prefix': `${dataset}#` },
      },
    );
    for await (const { Items = [] } of pages) yield Items.map((item) => StoredVersion.parse(item));
  };
}

/** Puts versions of RECORDS_TABLE into the index by subject alone; repeatable, and never brings one back. */
export function indexSubjects(client: DynamoDBDocumentClient, name: string): IndexSubjects {
  return async (versions) =>
    void (await mapWithConcurrency(updateConcurrency, versions, async ({ record, seq, subjectHash }) =>
      conditionally(
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: { record, seq },
            UpdateExpression: 'SET #subjectHash = :hash',
            ConditionExpression: 'attribute_exists(#record)',
            ExpressionAttributeNames: { '#subjectHash': 'subjectHash', '#record': 'record' },
            ExpressionAttributeValues: { ':hash': subjectHash },
          }),
        ),
      ),
    ));
}
