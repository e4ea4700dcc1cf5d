import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handler as ingestExcel } from '../../../functions/collection/ingest-excel.ts';
import { handler as loadPart } from '../../../functions/collection/load-part.ts';
import { handler as publishDelivery } from '../../../functions/collection/publish-delivery.ts';
import { handler as receiveUpload } from '../../../functions/collection/receive-upload.ts';
import { handler as sweepDeliveries } from '../../../functions/collection/sweep-deliveries.ts';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { deliveryRepository } from '../../../lib/adapters/deliveries/delivery-repository.ts';
import { documentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { setting } from '../../../lib/wiring/setting.ts';
import type { Delivery } from '../../../schemas/collection/delivery.ts';
import { discardDeliveryRoute, retryDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { queryRecordsRoute } from '../../../schemas/records/routes.ts';
import { callerWithRole, lambdaContext } from '../../api/invoke.ts';
import { ask, deliver, recordsOf, runCollection } from '../../running/running-collection.ts';
import { workbookWith } from '../../running/workbook-with.ts';

// No worker runs here: each message is handed over by hand, or lost on purpose.

const seed = seedDatasets().find(({ dataset }) => dataset === 'vehicles');
if (seed === undefined) throw new Error('no seed');
const { dataset, content } = seed;
const officer = callerWithRole('provider', 'officer-1');
const rows = [...syntheticRows(content, seedCodeLists(), { seed: 11, count: 250, today: '2026-11-23' })];
const past = '2020-01-01T00:00:00.000Z';

let running: Awaited<ReturnType<typeof runCollection>>;
let deliveries: ReturnType<typeof deliveryRepository>;
beforeAll(async () => {
  running = await runCollection({ MAX_DELIVERY_ATTEMPTS: '2' });
  deliveries = deliveryRepository(documentClient(), {
    deliveries: setting('DELIVERIES_TABLE'),
    events: setting('EVENTS_TABLE'),
  });
});
afterAll(() => running.close());

const message = (body: unknown) => ({ Records: [{ messageId: '1', body: JSON.stringify(body), attributes: {} }] });
const sweep = () => sweepDeliveries({}, lambdaContext('sweep'));
const ingest = ({ id }: Delivery) => ingestExcel(message({ delivery: id }), lambdaContext('ingest'));
const load = ({ id }: Delivery, part: number) => loadPart(message({ delivery: id, part }), lambdaContext('load'));
const publish = ({ id }: Delivery) => publishDelivery(message({ delivery: id }), lambdaContext('publish'));
const stored = async ({ id }: Delivery) => {
  const delivery = await deliveries.read(id);
  if (delivery === null) throw new Error('the delivery is gone');
  return delivery;
};
const arrived = async (delivery: Delivery) =>
  await receiveUpload(
    message({
      Records: [
        {
          eventName: 'ObjectCreated:Post',
          s3: { bucket: { name: 'raw' }, object: { key: (await stored(delivery)).rawKey, size: delivery.size } },
        },
      ],
    }),
    lambdaContext('receive'),
  );
const hand = async (count: number) =>
  await deliver(dataset, 'full', await workbookWith(content, rows.slice(0, count)), officer);
const loadAll = async (delivery: Delivery) => {
  for (let part = 1; part <= ((await stored(delivery)).staged?.parts ?? 0); part += 1) await load(delivery, part);
};

describe('what gets lost on the way', () => {
  test('news of an upload: the sweep finds the object when the address has run out', async () => {
    const delivery = await hand(100);
    await deliveries.change(delivery.id, ['awaiting-upload'], { retryAt: past });
    await sweep();
    expect((await stored(delivery)).status).toBe('received');
    await ingest(delivery);
    await loadAll(delivery);
    await publish(delivery);
    expect(await stored(delivery)).toMatchObject({ status: 'published', rowCounts: { new: 100 } });
  });

  test('the upload itself: the delivery says so and ends', async () => {
    const template = await stored(await hand(1));
    const id = `${template.id.slice(0, -4)}ZZZZ`;
    await deliveries.create({
      ...template,
      id,
      rawKey: `deliveries/${id}/workbook.xlsx`,
      status: 'awaiting-upload',
      retryAt: past,
    });
    await sweep();
    expect(await deliveries.read(id)).toMatchObject({ status: 'failed', reason: { code: 'nothing-uploaded' } });
  });

  test('the same news twice: it is received once', async () => {
    const delivery = await hand(2);
    await arrived(delivery);
    const { receivedAt } = await stored(delivery);
    await arrived(delivery);
    expect(await stored(delivery)).toMatchObject({ status: 'received', receivedAt, laterUploads: 0 });
    await deliveries.change(delivery.id, ['received'], { status: 'failed', retryAt: null });
  });

  test('an upload that ends after its delivery has failed: it is received all the same', async () => {
    const delivery = await hand(3);
    await deliveries.change(delivery.id, ['awaiting-upload'], {
      status: 'failed',
      reason: { code: 'nothing-uploaded', detail: '' },
      finishedAt: past,
      retryAt: null,
    });
    await arrived(delivery);
    const received = await stored(delivery);
    expect([received.status, received.reason, received.finishedAt, received.laterUploads]).toEqual([
      'received',
      undefined,
      undefined,
      0,
    ]);
    await ingest(delivery);
    expect(await stored(delivery)).toMatchObject({
      status: 'awaiting-approval',
      rowCounts: { read: 3, unchanged: 3, removed: 97 },
    });
  });
});

describe('work that never ends well', () => {
  test('a delivery that was taken up too often is marked failed, and a person can retry it', async () => {
    const delivery = await hand(120);
    await deliveries.change(delivery.id, ['awaiting-upload'], {
      status: 'received',
      receivedAt: past,
      attempts: 2,
      retryAt: past,
    });
    await sweep();
    expect(await stored(delivery)).toMatchObject({ status: 'failed', reason: { code: 'attempts-exhausted' } });
    await ask(retryDeliveryRoute, { params: { delivery: delivery.id }, caller: officer });
    await ingest(delivery);
    expect(await stored(delivery)).toMatchObject({
      status: 'loading',
      rowCounts: { read: 120, new: 20, unchanged: 100 },
    });
    await loadAll(delivery);
    await publish(delivery);
    expect(await stored(delivery)).toMatchObject({ status: 'published' });
    expect(await recordsOf(dataset, officer)).toHaveLength(120);
  });

  test('half loaded and discarded: its versions are deleted, its number is voided, the next one is ingested', async () => {
    const delivery = await hand(250);
    await arrived(delivery);
    await ingest(delivery);
    await load(delivery, 1);
    const half = await stored(delivery);
    expect(half).toMatchObject({ status: 'loading', loadedParts: [1] });
    await deliveries.change(delivery.id, ['loading'], { status: 'failed' });

    const waiting = await hand(200);
    await arrived(waiting);
    await ingest(waiting);
    expect((await stored(waiting)).status).toBe('received');

    await ask(discardDeliveryRoute, {
      params: { delivery: delivery.id },
      body: JSON.stringify({ reason: '重复上传' }),
      caller: officer,
    });
    // The context's time is enough for one part.
    const parts = half.staged?.parts ?? 0;
    expect(parts).toBeGreaterThan(1);
    for (let part = 1; part <= parts; part += 1) {
      expect((await stored(delivery)).status).toBe('failed');
      await publish(delivery);
      expect((await stored(delivery)).discarding?.removedParts).toBe(part);
    }
    expect((await stored(delivery)).status).toBe('discarded');
    const now = queryRecordsRoute.answer.body.parse(
      await ask(queryRecordsRoute, { params: { dataset }, body: '{"limit":200}', caller: officer }),
    );
    expect(now.items).toHaveLength(120);

    await ingest(waiting);
    await loadAll(waiting);
    await publish(waiting);
    expect(await stored(waiting)).toMatchObject({ status: 'published', rowCounts: { new: 80, unchanged: 120 } });
    const all = await recordsOf(dataset, officer);
    expect(all).toHaveLength(200);
    expect(new Set(all.map(({ seq }) => seq)).has(half.seq ?? 0)).toBe(false);
  });

  test('a part that is loaded again after the delivery was published changes nothing', async () => {
    const before = await recordsOf(dataset, officer);
    const delivery = await hand(210);
    await arrived(delivery);
    await ingest(delivery);
    await loadAll(delivery);
    await publish(delivery);
    await load(delivery, 1);
    await publish(delivery);
    await ingest(delivery);
    expect(await recordsOf(dataset, officer)).toHaveLength(before.length + 10);
  });
});
