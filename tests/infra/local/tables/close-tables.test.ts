import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTables } from '../../../../infra/local/tables/tables.ts';

const region = 'cn-north-1';
const table = {
  TableName: 'guiji-local-records',
  AttributeDefinitions: [{ AttributeName: 'dataset', AttributeType: 'S' as const }],
  KeySchema: [{ AttributeName: 'dataset', KeyType: 'HASH' as const }],
};
const body = JSON.stringify({
  TableName: table.TableName,
  KeyConditionExpression: 'dataset = :dataset',
  ExpressionAttributeValues: { ':dataset': { S: 'vehicles' } },
});
const credential = `Credential=local/20201201/${region}/dynamodb/aws4_request`;
const query = [
  'POST / HTTP/1.1',
  'host: 127.0.0.1',
  'content-type: application/x-amz-json-1.0',
  'x-amz-target: DynamoDB_20120810.Query',
  'x-amz-date: 20201201T000000Z',
  `authorization: AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`,
  `content-length: ${body.length}`,
  '',
  body,
].join('\r\n');

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guiji-tables-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

// vitest fails a run in which dynalite throws after a test, too.
test('closing waits for requests whose caller was killed', async () => {
  const { endpoint, close } = await startTables(directory, [table], region);
  const { port } = new URL(endpoint);
  for (let killed = 0; killed < 20; killed += 1) {
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    await new Promise<void>((resolve) => socket.write(query, () => resolve()));
    socket.destroy();
  }
  await expect(close()).resolves.toBeUndefined();
  await delay(200);
});
