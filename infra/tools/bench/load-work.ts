import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { loadPart } from '../../../lib/collection/publish/load-part.ts';
import { readVersions } from '../../../lib/collection/staging.ts';
import { queryRecords } from '../../../lib/records/query-records.ts';
import { loadPartPorts } from '../../../lib/wiring/collection/deliveries.ts';
import { queryRecordsPorts } from '../../../lib/wiring/records.ts';
import { setting } from '../../../lib/wiring/setting.ts';
import { isStaged } from '../../../schemas/collection/delivery-record.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';

const concurrency = 4;
const writeBatchSize = 25;

/** Loads part after part by the real use case. */
export function loadStaged(delivery: string, parts: number, rows: number): () => Promise<{ rows: number }> {
  const ports = loadPartPorts();
  return async () => {
    for (let part = 1; part <= parts; part += 1) await loadPart({ delivery, part }, ports);
    return { rows };
  };
}

/** Writes the same items, in memory before the clock starts, by BatchWriteItem alone. */
export async function loadBare(id: string, parts: number): Promise<() => Promise<{ rows: number }>> {
  const { deliveries, stagingStore } = loadPartPorts();
  const delivery = await deliveries.read(id);
  if (delivery === null || !isStaged(delivery)) throw new Error('the delivery is not there');
  const items: RecordVersion[] = [];
  for (let part = 1; part <= parts; part += 1) {
    for await (const versions of readVersions(delivery, part, stagingStore))
      items.push(...versions.map((version) => ({ ...version, record: `bare-${version.record}` })));
  }
  const client = documentClient();
  const table = setting('RECORDS_TABLE');
  return async () => {
    let next = 0;
    const lane = async () => {
      for (let from = next; from < items.length; from = next) {
        next = from + writeBatchSize;
        const { UnprocessedItems } = await client.send(
          new BatchWriteCommand({
            RequestItems: { [table]: items.slice(from, next).map((Item) => ({ PutRequest: { Item } })) },
          }),
        );
        if (Object.keys(UnprocessedItems ?? {}).length > 0)
          throw new Error('the table is too slow for this comparison');
      }
    };
    await Promise.all(Array.from({ length: concurrency }, lane));
    return { rows: items.length };
  };
}

/** Queries one record after a first query that opens the connections. */
export async function queryOne(
  dataset: string,
  department: string,
  key: Readonly<Record<string, string>>,
): Promise<() => Promise<{ rows: number }>> {
  const ports = await queryRecordsPorts();
  const ask = async (asked: Readonly<Record<string, string>>): Promise<number> => {
    const caller: Caller = { subject: 'bench', kind: 'person', name: '基准测试', department, roles: ['provider'] };
    const answer = await queryRecords(
      { caller, params: { dataset }, query: {}, body: { key: asked, limit: 1 }, requestId: 'bench' },
      ports,
    );
    if (isRefused(answer)) throw new Error(answer.refused);
    return answer.items.length;
  };
  await ask({ ...key });
  return async () => ({ rows: await ask(key) });
}
