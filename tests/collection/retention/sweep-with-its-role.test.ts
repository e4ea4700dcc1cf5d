import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { encodeTime } from 'ulid';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { functionCredentials } from '../../../infra/local/access/access.ts';
import { localCredentials } from '../../../infra/local/local-credentials.ts';
import { startStores, type StartedStores } from '../../../infra/local/stores.ts';
import { sweepObjects } from '../../../lib/collection/retention/sweep-objects.ts';
import { indexKey, partKey, stagedPrefix } from '../../../lib/collection/staging.ts';
import { deliveryPorts } from '../../../lib/wiring/collection/basics.ts';
import { sweepObjectsPorts } from '../../../lib/wiring/collection/sweep-objects.ts';
import { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';

const daysAgo = (days: number) => Date.now() - days * 24 * 3600 * 1000;
const id = `${encodeTime(daysAgo(410), 10)}0000000000000000`;
const work = 'guiji-local-work';

let stateDir: string;
let stores: StartedStores;
let operator: S3Client;
const act = (as: { readonly accessKeyId: string; readonly secretAccessKey: string }) => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', as.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', as.secretAccessKey);
};

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'guiji-sweep-'));
  stores = await startStores({ stateDir });
  for (const [name, value] of Object.entries(stores.environment)) vi.stubEnv(name, value);
  operator = new S3Client({
    region: 'cn-north-1',
    credentials: localCredentials,
    endpoint: stores.endpoints.s3,
    forcePathStyle: true,
  });
});
afterAll(async () => {
  operator.destroy();
  await stores.close();
  vi.unstubAllEnvs();
  rmSync(stateDir, { recursive: true, force: true });
});

test('the role of sweep-objects is enough for its work', async () => {
  act(functionCredentials('guiji-local-sweep-objects'));
  const ports = sweepObjectsPorts();
  const delivery = DeliveryRecord.parse({
    id,
    dataset: 'vehicles',
    department: 'public-security',
    channel: 'excel',
    mode: 'full',
    status: 'returned',
    fileName: '车辆.xlsx',
    size: 10,
    createdBy: 'officer-1',
    createdAt: new Date(daysAgo(410)).toISOString(),
    rawKey: `deliveries/${id}/workbook.xlsx`,
    attempts: 0,
    loadedParts: [],
  });
  const keys = [partKey(stagedPrefix(id, 1), 1), indexKey('vehicles', id, 1)];
  for (const Key of keys) await operator.send(new PutObjectCommand({ Bucket: work, Key, Body: 'x' }));
  // It reads deliveries, but may not write one: the test hands it over.
  await expect(deliveryPorts().deliveries.create(delivery)).rejects.toThrow(/AccessDenied|not authorized/i);

  await sweepObjects({ ...ports, deliveries: { read: async (one) => (await ports.deliveries.read(one)) ?? delivery } });
  expect((await operator.send(new ListObjectsV2Command({ Bucket: work }))).KeyCount).toBe(0);
});
