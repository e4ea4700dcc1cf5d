import { describe, expect, test } from 'vitest';
import { retryDelivery } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { loadPart } from '../../../lib/collection/publish/load-part.ts';
import { publishDelivery } from '../../../lib/collection/publish/publish-delivery.ts';
import { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { discard } from './decide.ts';
import { assertInvariants } from './invariants.ts';
import { callerWithRole, dataset, leaseSeconds, muchTime, officer, type Pipeline } from './pipeline.ts';
import { before, fail, loadedVersions, quiet, stored, undisturbed, upTo } from './steps.ts';

describe('discarding', () => {
  /** Loaded but for one part, failed, and discarded by a person. */
  async function halfLoaded() {
    const { pipeline, id } = await before('load');
    pipeline.queue.length = 0;
    for (const part of [1, 3]) await loadPart({ delivery: id, part }, pipeline.ports);
    await fail(pipeline, id);
    return { pipeline, id };
  }

  test('deletes what was loaded, voids the sequence number, and orders the next delivery’s ingest', async () => {
    const { pipeline, id } = await halfLoaded();
    const next = await pipeline.hand('increment', [['g', '1']]);
    await upTo(pipeline, 'ingest');
    pipeline.queue.length = 0;
    expect(loadedVersions(pipeline, 2)).toBeGreaterThan(0);
    expect(await discard(pipeline, id)).toBe('done');
    expect(pipeline.queue).toEqual([{ kind: 'publish', delivery: id }]);
    await publishDelivery({ delivery: id }, pipeline.ports, muchTime);
    expect(loadedVersions(pipeline, 2)).toBe(0);
    expect(await pipeline.stores.datasetStates.read(dataset)).toMatchObject({ voided: [{ from: 2, to: 2 }] });
    expect(pipeline.queue.at(-1)).toEqual({ kind: 'ingest', delivery: next });
    await quiet(pipeline);
    expect(stored(pipeline, next).status).toBe('published');
    await assertInvariants(pipeline);
  });

  /** Deletes the versions of the parts, and remembers which. */
  const remembering = (pipeline: Pipeline, removed: number[], more: () => void = () => undefined) => ({
    ...pipeline.ports,
    stagingStore: {
      ...pipeline.ports.stagingStore,
      readLines: (key: string) => {
        removed.push(Number(/part-(\d+)/.exec(key)?.[1]));
        more();
        return pipeline.ports.stagingStore.readLines(key);
      },
    },
  });

  test('that runs out of time resumes in another invocation, from the checkpoint', async () => {
    const { pipeline, id } = await halfLoaded();
    await discard(pipeline, id);
    const removed: number[] = [];
    for (let invocations = 0; pipeline.queue.some(({ kind }) => kind === 'publish'); invocations += 1) {
      expect(invocations).toBeLessThan(5);
      pipeline.queue.length = 0;
      // Enough for one part.
      let remaining = 31_000;
      const spend = () => void (remaining -= 5_000);
      await publishDelivery({ delivery: id }, remembering(pipeline, removed, spend), { remainingMs: () => remaining });
    }
    expect(removed).toEqual([1, 2, 3]);
    expect(stored(pipeline, id)).toMatchObject({ status: 'discarded', discarding: { removedParts: 3 } });
    expect(loadedVersions(pipeline, 2)).toBe(0);
  });

  test('whose worker dies resumes from the checkpoint, when the sweep has sent the message again', async () => {
    const { pipeline, id } = await halfLoaded();
    await discard(pipeline, id);
    pipeline.queue.length = 0;
    const removed: number[] = [];
    const dies = () => {
      if (removed.length === 2) throw new Error('died');
    };
    await expect(publishDelivery({ delivery: id }, remembering(pipeline, removed, dies), muchTime)).rejects.toThrow(
      'died',
    );
    pipeline.wait(2 * leaseSeconds);
    await pipeline.handle('sweep', undisturbed);
    expect(pipeline.queue).toEqual([{ kind: 'publish', delivery: id }]);
    await publishDelivery({ delivery: id }, remembering(pipeline, removed), muchTime);
    expect(removed).toEqual([1, 2, 2, 3]);
    expect(stored(pipeline, id).status).toBe('discarded');
    expect(loadedVersions(pipeline, 2)).toBe(0);
  });

  test('ends in a worker that another one has overtaken', async () => {
    const { pipeline, id } = await halfLoaded();
    await discard(pipeline, id);
    pipeline.queue.length = 0;
    const removed: number[] = [];
    const slow = remembering(pipeline, removed);
    const remove = async (...given: Parameters<typeof slow.records.remove>) => {
      if (removed.length === 1) await publishDelivery({ delivery: id }, pipeline.ports, muchTime);
      await slow.records.remove(...given);
    };
    await publishDelivery({ delivery: id }, { ...slow, records: { ...slow.records, remove } }, muchTime);
    expect(removed).toEqual([1]);
    expect(stored(pipeline, id).status).toBe('discarded');
  });

  test('a part that comes after it is not loaded', async () => {
    const { pipeline, id } = await halfLoaded();
    await discard(pipeline, id);
    await quiet(pipeline);
    await loadPart({ delivery: id, part: 2 }, pipeline.ports);
    expect(loadedVersions(pipeline, 2)).toBe(0);
  });

  test('revokes the lease of a worker that still sleeps: it can no longer reserve a sequence number', async () => {
    const { pipeline, id } = await before('ingest');
    const begun = await pipeline.stores.datasetStates.acquireLease(
      dataset,
      id,
      pipeline.now(),
      '2020-12-09T00:00:00.000Z',
    );
    await pipeline.stores.deliveries.change(id, ['received'], {
      status: 'ingesting',
      fencingToken: begun?.fencingToken ?? 0,
    });
    await fail(pipeline, id);
    await discard(pipeline, id);
    await quiet(pipeline);
    expect(await pipeline.stores.datasetStates.beginLoading(dataset, id, begun?.fencingToken ?? 0, 2)).toBe(false);
    expect(stored(pipeline, id).status).toBe('discarded');
  });

  test('is refused after publication, even if the platform failed afterwards; a retry concludes it', async () => {
    const { pipeline, id } = await before('publish');
    const dies = {
      ...pipeline.ports,
      links: { ...pipeline.ports.links, beginTrial: async () => Promise.reject(new Error('died')) },
    };
    await expect(publishDelivery({ delivery: id }, dies, muchTime)).rejects.toThrow('died');
    await fail(pipeline, id);
    expect(await discard(pipeline, id)).toBe('not-discardable');
    pipeline.queue.length = 0;
    await retryDelivery({ ...callerWithRole(officer), params: { delivery: id }, body: null }, pipeline.ports);
    expect([stored(pipeline, id).status, pipeline.queue]).toEqual(['loading', [{ kind: 'publish', delivery: id }]]);
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', seq: 2 });
    expect((await pipeline.stores.datasetStates.read(dataset)).publications).toBe(2);
    await assertInvariants(pipeline);
  });

  test('of what a late worker published a moment before ends as published, and nothing is deleted', async () => {
    const { pipeline, id } = await before('publish');
    const late = {
      ...pipeline.ports,
      links: { ...pipeline.ports.links, beginTrial: async () => Promise.reject(new Error('died')) },
    };
    await pipeline.stores.deliveries.change(id, ['loading'], { status: 'failed' });
    expect(await discard(pipeline, id)).toBe('done');
    await expect(
      publishDelivery(
        { delivery: id },
        {
          ...late,
          deliveries: {
            ...late.deliveries,
            read: async () =>
              DeliveryRecord.parse({ ...stored(pipeline, id), status: 'loading', discarding: undefined }),
          },
        },
        muchTime,
      ),
    ).rejects.toThrow('died');
    await quiet(pipeline);
    expect(stored(pipeline, id).status).toBe('published');
    expect(stored(pipeline, id).discarding).toBeUndefined();
    await assertInvariants(pipeline);
  });
});
