import { describe, expect, test } from 'vitest';
import { sweepDeliveries } from '../../../lib/collection/deliveries/sweep-deliveries.ts';
import { emptyStaged, retry, rows, withTen } from './decide.ts';
import { assertInvariants } from './invariants.ts';
import { leaseSeconds } from './pipeline.ts';
import { quiet, stored } from './steps.ts';

describe('uploads', () => {
  test.each([
    ['in the order of writing', false],
    ['in the other order', true],
  ])('a second file at the same address is counted and never read: events come %s', async (_, reversed) => {
    const pipeline = await withTen();
    const id = await pipeline.hand('increment', rows('k'));
    pipeline.upload(id, rows('x', 'y'), 'v2');
    if (reversed) pipeline.queue.reverse();
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({
      status: 'published',
      rawVersion: 'v1',
      laterUploads: 1,
      rowCounts: { read: 1 },
    });
    await assertInvariants(pipeline);
  });

  test('a repeated upload event keeps the file, and orders the ingest once more', async () => {
    const pipeline = await withTen();
    const id = await pipeline.hand('increment', rows('k'));
    const [event] = pipeline.queue.splice(0);
    if (event === undefined) throw new Error('no event');
    await pipeline.handle(event, async () => undefined);
    await pipeline.handle(event, async () => undefined);
    expect(pipeline.queue.map(({ kind }) => kind)).toEqual(['ingest', 'ingest']);
    await quiet(pipeline);
    await pipeline.handle(event, async () => undefined);
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', laterUploads: 0 });
    expect(pipeline.stores.raw.get(`deliveries/${id}/workbook.xlsx`)?.size).toBe(1);
  });

  test('a second file for a delivery that failed while it was worked on is counted all the same', async () => {
    const pipeline = await withTen();
    const id = await pipeline.hand('increment', rows('k'));
    pipeline.broken.add(`deliveries/${id}/workbook.xlsx`);
    await quiet(pipeline);
    pipeline.upload(id, rows('x'), 'v2');
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'failed', rawVersion: 'v1', laterUploads: 1 });
  });

  test('an upload that ends after the delivery expired is ingested', async () => {
    const pipeline = await withTen();
    const id = await pipeline.hand('increment', rows('k'));
    const key = `deliveries/${id}/workbook.xlsx`;
    pipeline.stores.raw.delete(key);
    pipeline.queue.length = 0;
    pipeline.wait(21 * 60);
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'failed', reason: { code: 'nothing-uploaded' } });
    expect(await retry(pipeline, id)).toBe('not-failed');
    pipeline.upload(id, rows('k'), 'v1');
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', rowCounts: { new: 1 }, laterUploads: 0 });
    expect(stored(pipeline, id).reason).toBeUndefined();
  });
});

describe('the sweep', () => {
  test('a delivery that cannot be ingested delays no other, and raises the alarm', async () => {
    const pipeline = await withTen();
    const stuck = await pipeline.hand('increment', rows('k'));
    const other = await pipeline.hand('increment', rows('l'));
    pipeline.queue.length = 0;
    pipeline.wait(21 * 60);
    const ports = {
      ...pipeline.ports,
      findUpload: async (key: string) =>
        key.includes(stuck) ? Promise.reject(new Error('forbidden')) : await pipeline.ports.findUpload(key),
    };
    await expect(sweepDeliveries(ports)).rejects.toThrow('delivery-sweep-incomplete');
    expect(stored(pipeline, other).status).toBe('received');
    expect(stored(pipeline, stuck).status).toBe('awaiting-upload');
  });

  test('the list lags: a delivery that was moved on since is left alone', async () => {
    const pipeline = await withTen({ lag: true });
    const id = await pipeline.hand('increment', rows('k'));
    const stale = {
      ...stored(pipeline, id),
      status: 'loading' as const,
      staged: emptyStaged,
      seq: 1,
      attempts: 9,
      retryAt: '2020-01-01T00:00:00.000Z',
    };
    await sweepDeliveries({
      ...pipeline.ports,
      deliveries: { ...pipeline.ports.deliveries, due: async () => [stale] },
    });
    expect(stored(pipeline, id)).toMatchObject({ status: 'awaiting-upload', attempts: 0 });
  });

  test('waiting for the lease or in the load queue, however long, is no attempt', async () => {
    const pipeline = await withTen();
    const loading = await pipeline.hand('increment', [...rows('k', 'l', 'm', 'n')]);
    const waiting = await pipeline.hand('increment', rows('o'));
    const passNothing = async () => undefined;
    for (
      let message = pipeline.queue.shift();
      message !== undefined && message.kind !== 'load';
      message = pipeline.queue.shift()
    )
      await pipeline.handle(message, passNothing);
    pipeline.queue.length = 0;
    for (let round = 0; round < 3; round += 1) {
      pipeline.wait(3 * leaseSeconds);
      await pipeline.handle('sweep', passNothing);
      for (let message = pipeline.queue.shift(); message !== undefined; message = pipeline.queue.shift())
        if (message.kind === 'ingest') await pipeline.handle(message, passNothing);
    }
    expect([stored(pipeline, loading).attempts, stored(pipeline, waiting).attempts]).toEqual([0, 0]);
    await pipeline.handle({ kind: 'load', delivery: loading, part: 1 }, passNothing);
    expect(stored(pipeline, loading).attempts).toBe(0);
    await quiet(pipeline);
    expect([stored(pipeline, loading).status, stored(pipeline, waiting).status]).toEqual(['published', 'published']);
    await assertInvariants(pipeline);
  });
});
