import { paginateScan, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { RecordVersion } from '../../../schemas/records/record.ts';
import type { ScanVersions } from '../../records/rebuild/rebuild-index.ts';
import { toProjection } from '../dynamodb/table.ts';

const StoredVersion = RecordVersion.pick({ record: true, seq: true, removed: true, values: true, delivery: true });

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
