import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { multipartUploads } from '../../../lib/adapters/object-store/multipart-uploads.ts';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  partSizes,
  uploadInParts,
  type MultipartUploadPorts,
} from '../../../lib/collection/deliveries/multipart-upload.ts';
import { sweepDeliveries } from '../../../lib/collection/deliveries/sweep-deliveries.ts';
import { secondsAfter } from '../../../lib/kernel/instant.ts';
import { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { minMultipartBytes, multipartSeconds, partBytes } from '../../../schemas/collection/delivery.ts';
import { xlsxMediaType } from '../../../schemas/collection/routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { credentials, region, runObjectStore } from '../../infra/local/object-store/run-object-store.ts';
import { deliveryMemory } from '../memory/delivery-memory.ts';
import { silentEvents } from '../memory/silent-events.ts';
import { callerWithRole, officer } from '../pipeline/pipeline.ts';

const file = Buffer.alloc(2 * partBytes + 1_000_000);
for (let i = 0; i < file.length; i += 4) file.writeInt32LE(Math.imul(i, 2654435761), i);
const stranger = { ...officer, subject: 'officer-3', department: 'public-security' };

let store: Awaited<ReturnType<typeof runObjectStore>>;
let events: string[] = [];
beforeAll(async () => {
  store = await runObjectStore(undefined, async ({ key }) => void events.push(key));
});
afterAll(() => store.close());

let time = '2020-12-01T00:00:00.000Z';
let made = 0;
let id = '';
let deliveries = deliveryMemory();
let ports: MultipartUploadPorts;

beforeEach(async () => {
  events = [];
  time = '2020-12-01T00:00:00.000Z';
  id = `01JE${`${(made += 1)}`.padStart(22, '0')}`;
  deliveries = deliveryMemory();
  const presigner = new S3Client({
    endpoint: store.endpoint,
    region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  ports = { now: () => time, deliveries, multipartUploads: multipartUploads(store.s3, presigner, 'raw') };
  await deliveries.create(awaiting());
});

const rawKey = () => `deliveries/${id}/workbook.xlsx`;
const awaiting = (changes: object = {}) =>
  DeliveryRecord.parse({
    id,
    dataset: 'vehicles',
    department: officer.department,
    channel: 'excel',
    mode: 'full',
    status: 'awaiting-upload',
    fileName: '车辆.xlsx',
    size: file.length,
    createdBy: officer.subject,
    createdAt: time,
    decisions: [],
    laterUploads: 0,
    annotated: 'none',
    rawKey: rawKey(),
    attempts: 0,
    loadedParts: [],
    retryAt: secondsAfter(time, 1_200),
    ...changes,
  });
const params = () => ({ delivery: id });
const ask = async (parts: number[] = [], caller = officer) =>
  await uploadInParts({ ...callerWithRole(caller), params: params(), body: { parts } }, ports);
const complete = async () => {
  const answer = await completeMultipartUpload({ ...callerWithRole(officer), params: params(), body: null }, ports);
  return isRefused(answer) ? answer.refused : answer.status;
};
const codeOf = (answer: unknown) => (isRefused(answer) ? answer.refused : 'answered');
const addressOf = async (part: number) => {
  const answer = await ask([part]);
  if (isRefused(answer)) throw new Error(answer.refused);
  return answer.addresses[0]?.url ?? '';
};
const bytesOf = (part: number) => file.subarray((part - 1) * partBytes, part * partBytes);
const put = async (part: number, bytes: Uint8Array = bytesOf(part)) =>
  (await fetch(await addressOf(part), { method: 'PUT', body: new Uint8Array(bytes) })).status;

test('a file is uploaded in parts, in any order, and read back as it was', async () => {
  expect(await ask()).toMatchObject({ parts: 3, partBytes, stored: [], addresses: [] });
  expect([await put(3), await put(1)]).toEqual([200, 200]);
  // After a reload of the page: the same upload goes on.
  expect(await ask([2])).toMatchObject({ stored: [1, 3], addresses: [{ part: 2, size: partBytes }] });
  expect(await complete()).toBe('parts-missing');
  expect(await put(2)).toBe(200);
  expect(events).toEqual([]);
  expect(await complete()).toBe('awaiting-upload');
  expect(events).toEqual([rawKey()]);
  const { Body, ContentType } = await store.s3.send(new GetObjectCommand({ Bucket: 'raw', Key: rawKey() }));
  const hash = createHash('sha256').update((await Body?.transformToByteArray()) ?? new Uint8Array());
  expect([ContentType, hash.digest('hex')]).toEqual([xlsxMediaType, createHash('sha256').update(file).digest('hex')]);
});

describe('one object of exactly the announced size', () => {
  test('an address accepts only its part’s size, and only its part', async () => {
    expect(await put(1, bytesOf(1).subarray(1))).toBe(403);
    expect(await put(3, bytesOf(1))).toBe(403);
    const other = (await addressOf(1)).replace('partNumber=1', 'partNumber=2');
    expect((await fetch(other, { method: 'PUT', body: new Uint8Array(bytesOf(1)) })).status).toBe(403);
    expect(await ask()).toMatchObject({ stored: [] });
  });

  test('a second completion is refused, and makes no second object', async () => {
    for (const part of [1, 2, 3]) await put(part);
    expect([await complete(), await complete()]).toEqual(['awaiting-upload', 'not-awaiting-upload']);
    expect(codeOf(await ask())).toBe('not-awaiting-upload');
    expect(events).toEqual([rawKey()]);
  });

  test('where the file came by the form first, the completion is refused', async () => {
    for (const part of [1, 2, 3]) await put(part);
    await store.s3.send(new PutObjectCommand({ Bucket: 'raw', Key: rawKey(), Body: file }));
    expect(await complete()).toBe('not-awaiting-upload');
    expect(events).toEqual([rawKey()]);
  });
});

describe('an upload that is given up', () => {
  test('by the officer: its parts are deleted, and another may begin', async () => {
    expect(await put(1)).toBe(200);
    const aborted = await abortMultipartUpload({ ...callerWithRole(officer), params: params(), body: null }, ports);
    expect(codeOf(aborted)).toBe('answered');
    expect(await complete()).toBe('upload-not-begun');
    expect(await ask()).toMatchObject({ stored: [] });
  });

  test('by nobody: it has a day, then the sweep deletes the parts and the delivery fails', async () => {
    expect(await put(1)).toBe(200);
    const before = await deliveries.read(id);
    const sweepPorts = {
      ...ports,
      deliveries,
      events: silentEvents,
      messages: {
        ingest: async () => undefined,
        loadParts: async () => undefined,
        publish: async () => undefined,
        annotateWorkbook: async () => undefined,
      },
      settings: {
        leaseSeconds: 60,
        attempts: 5,
        partsInFlight: 4,
        shrinkLimit: 0.2,
        shrinkWindowDays: 30,
        partRows: 5_000,
      },
      findUpload: async () => null,
      outboxes: [],
    };
    time = secondsAfter(time, multipartSeconds - 60);
    await sweepDeliveries(sweepPorts);
    expect((await deliveries.read(id))?.status).toBe('awaiting-upload');
    time = secondsAfter(time, 600);
    await sweepDeliveries(sweepPorts);
    expect(await deliveries.read(id)).toMatchObject({ status: 'failed', reason: { code: 'nothing-uploaded' } });
    expect(await ports.multipartUploads.storedParts(rawKey(), before?.multipart?.upload ?? '')).toBeNull();
    const { Contents = [] } = await store.s3.send(new ListObjectsV2Command({ Bucket: 'raw', Prefix: rawKey() }));
    expect(Contents).toEqual([]);
    await expect(store.s3.send(new HeadObjectCommand({ Bucket: 'raw', Key: rawKey() }))).rejects.toThrow();
  });
});

describe('refused', () => {
  test.each<[string, object, string]>([
    ['a small file', { size: minMultipartBytes - 1 }, 'file-not-large'],
    ['a delivery that was received', { status: 'received' }, 'not-awaiting-upload'],
    ['a pull', { channel: 'database' }, 'not-awaiting-upload'],
  ])('%s', async (_, changes, code) => {
    deliveries = deliveryMemory();
    await deliveries.create(awaiting(changes));
    ports = { ...ports, deliveries };
    expect(codeOf(await ask())).toBe(code);
  });

  test('a part that the file does not have, and another department', async () => {
    expect(codeOf(await ask([4]))).toBe('parts-unknown');
    expect(codeOf(await ask([], stranger))).toBe('delivery-not-found');
  });
});

test.each([
  [partBytes * 2, [partBytes, partBytes]],
  [partBytes * 2 + 1, [partBytes, partBytes, 1]],
])('%i bytes have parts of %j', (size, sizes) => {
  expect(partSizes(size)).toEqual(sizes);
});
