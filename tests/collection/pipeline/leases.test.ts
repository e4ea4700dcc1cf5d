import { describe, expect, test } from 'vitest';
import { ingestExcel } from '../../../lib/collection/ingest/ingest-excel.ts';
import { assertInvariants } from './invariants.ts';
import { dataset, leaseSeconds, type Pipeline, type Row } from './pipeline.ts';
import { before, fail, five, quiet, stored, undisturbed } from './steps.ts';

describe('a lease', () => {
  test('is not acquired when the attempts are exhausted', async () => {
    const { pipeline, id } = await before('ingest');
    await pipeline.stores.deliveries.change(id, ['received'], { attempts: 5 });
    await ingestExcel({ delivery: id }, pipeline.ports);
    expect(stored(pipeline, id)).toMatchObject({ status: 'received', attempts: 5 });
  });

  test('is released at once when the delivery has changed its status meanwhile', async () => {
    const { pipeline, id } = await before('ingest');
    const received = stored(pipeline, id);
    await pipeline.stores.deliveries.change(id, ['received'], { status: 'failed', retryAt: null });
    await ingestExcel(
      { delivery: id },
      { ...pipeline.ports, deliveries: { ...pipeline.ports.deliveries, read: async () => received } },
    );
    expect((await pipeline.stores.datasetStates.read(dataset)).lease).toBeUndefined();
  });

  test('goes to the earlier delivery, whichever message comes first; a later one waits', async () => {
    const { pipeline, id } = await before('ingest');
    const later = await pipeline.hand('increment', [['q', '1']]);
    await pipeline.handle({ kind: 'arrival', key: `deliveries/${later}/workbook.xlsx`, version: 'v1' }, undisturbed);
    pipeline.queue.length = 0;
    await ingestExcel({ delivery: later }, pipeline.ports);
    expect([stored(pipeline, later).status, pipeline.queue]).toEqual(['received', [{ kind: 'ingest', delivery: id }]]);
    await quiet(pipeline);
    expect([stored(pipeline, id).seq, stored(pipeline, later).seq]).toEqual([2, 3]);
    await assertInvariants(pipeline);
  });

  test('of a worker that died after reserving a sequence number passes on with that number', async () => {
    const { pipeline, id } = await before('ingest');
    const change = async (...given: Parameters<typeof pipeline.ports.deliveries.change>) => {
      if (given[2].status === 'loading') throw new Error('died');
      return await pipeline.ports.deliveries.change(...given);
    };
    const dies = { ...pipeline.ports, deliveries: { ...pipeline.ports.deliveries, change } };
    await expect(ingestExcel({ delivery: id }, dies)).rejects.toThrow('died');
    expect(await pipeline.stores.datasetStates.read(dataset)).toMatchObject({
      loading: { delivery: id, seq: 2 },
      lastSeq: 2,
    });
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', seq: 2 });
    expect((await pipeline.stores.datasetStates.read(dataset)).lastSeq).toBe(2);
    await assertInvariants(pipeline);
  });

  test('that was lost between two rows ends the ingest there', async () => {
    const { pipeline, id } = await before('ingest');
    let rows = 0;
    const slow = async (...given: Parameters<typeof pipeline.ports.openRaw>) => {
      const raw = await pipeline.ports.openRaw(...given);
      if (raw.kind === 'refusal') return raw;
      const read = async function* (sheet: string) {
        for await (const batch of raw.workbook.rows(sheet)) {
          rows += 1;
          // The header is looked for first; then the rows come once more, and in between somebody else takes over.
          if (rows === 10) {
            pipeline.wait(2 * leaseSeconds);
            await pipeline.stores.datasetStates.acquireLease(dataset, id, pipeline.now(), '2020-12-09T00:00:00.000Z');
          }
          yield batch;
        }
      };
      return { ...raw, workbook: { ...raw.workbook, rows: read } };
    };
    await expect(ingestExcel({ delivery: id }, { ...pipeline.ports, openRaw: slow })).rejects.toThrow('lease-lost');
    expect(rows).toBeLessThan(12);
    expect(stored(pipeline, id).status).toBe('ingesting');
  });

  test('that was lost before a sequence number was reserved ends without one', async () => {
    const { pipeline, id } = await before('ingest');
    const loses = {
      ...pipeline.ports,
      datasetStates: { ...pipeline.ports.datasetStates, beginLoading: async () => false },
    };
    await expect(ingestExcel({ delivery: id }, loses)).rejects.toThrow('lease-lost');
    expect([stored(pipeline, id).status, (await pipeline.stores.datasetStates.read(dataset)).loading]).toEqual([
      'ingesting',
      undefined,
    ]);
  });

  test('of a delivery that failed meanwhile voids its sequence number again', async () => {
    const { pipeline, id } = await before('ingest');
    const failsNow = {
      ...pipeline.ports,
      datasetStates: {
        ...pipeline.ports.datasetStates,
        beginLoading: async (...given: Parameters<typeof pipeline.ports.datasetStates.beginLoading>) => {
          await fail(pipeline, id);
          return await pipeline.ports.datasetStates.beginLoading(...given);
        },
      },
    };
    pipeline.queue.length = 0;
    await ingestExcel({ delivery: id }, failsNow);
    const datasetState = await pipeline.stores.datasetStates.read(dataset);
    expect([stored(pipeline, id).status, datasetState.loading, datasetState.lease, datasetState.voided]).toEqual([
      'failed',
      undefined,
      undefined,
      [{ from: 2, to: 2 }],
    ]);
    expect(pipeline.queue).toEqual([]);
  });

  test('whose order to load was stored although no answer came is loaded', async () => {
    const { pipeline, id } = await before('ingest');
    const change = async (...given: Parameters<typeof pipeline.ports.deliveries.change>) => {
      const changed = await pipeline.ports.deliveries.change(...given);
      return given[2].status === 'loading' ? null : changed;
    };
    const deaf = { ...pipeline.ports, deliveries: { ...pipeline.ports.deliveries, change } };
    pipeline.queue.length = 0;
    await ingestExcel({ delivery: id }, deaf);
    expect(pipeline.queue.map(({ kind }) => kind)).toEqual(['load', 'load']);
    await quiet(pipeline);
    expect(stored(pipeline, id).status).toBe('published');
    await assertInvariants(pipeline);
  });
});

describe('a worker that was overtaken by another one at the same delivery', () => {
  /** Ingests the delivery; just before the step `at`, another worker acquires its lease. */
  async function overtakenAt(
    at: 'releaseLease' | 'abandonLoading' | 'change',
    rows: readonly Row[],
    prepare: (pipeline: Pipeline, id: string) => Promise<void> = async () => undefined,
  ) {
    const { pipeline, id } = await before('ingest', [...rows]);
    await prepare(pipeline, id);
    pipeline.queue.length = 0;
    let overtaken = false;
    const overtake = async () => {
      if (overtaken) return;
      overtaken = true;
      pipeline.wait(2 * leaseSeconds);
      await pipeline.stores.datasetStates.acquireLease(dataset, id, pipeline.now(), '2020-12-09T00:00:00.000Z');
      await pipeline.stores.deliveries.change(id, ['ingesting'], {
        fencingToken: (await pipeline.stores.datasetStates.read(dataset)).fencingToken,
      });
    };
    const { datasetStates, deliveries } = pipeline.ports;
    const late = {
      ...pipeline.ports,
      datasetStates: {
        ...datasetStates,
        releaseLease: async (...given: Parameters<typeof datasetStates.releaseLease>) => {
          if (at === 'releaseLease') await overtake();
          await datasetStates.releaseLease(...given);
        },
        abandonLoading: async (...given: Parameters<typeof datasetStates.abandonLoading>) => {
          if (at === 'abandonLoading') await overtake();
          await datasetStates.abandonLoading(...given);
        },
      },
      deliveries: {
        ...deliveries,
        change: async (...given: Parameters<typeof deliveries.change>) => {
          if (at === 'change' && given[2].status !== undefined && given[2].status !== 'ingesting') await overtake();
          return await deliveries.change(...given);
        },
      },
    };
    await ingestExcel({ delivery: id }, late);
    expect(overtaken).toBe(true);
    expect(stored(pipeline, id)).toMatchObject({
      status: 'ingesting',
      fencingToken: (await pipeline.stores.datasetStates.read(dataset)).fencingToken,
    });
    return { pipeline, id };
  }

  const reserved = async (pipeline: Pipeline, id: string) => {
    const begun = await pipeline.stores.datasetStates.acquireLease(dataset, id, pipeline.now(), pipeline.now());
    await pipeline.stores.datasetStates.beginLoading(dataset, id, begun?.fencingToken ?? 0, 2);
  };

  test.each([
    ['returning it', 'releaseLease', []],
    ['returning it, at the last moment', 'change', []],
    [
      'finding it unchanged',
      'releaseLease',
      [
        ['a', '0'],
        ['z', '0'],
      ],
    ],
    [
      'finding it unchanged, at the last moment',
      'change',
      [
        ['a', '0'],
        ['z', '0'],
      ],
    ],
    ['ordering it to be loaded', 'change', five],
  ] as const)('leaves the delivery and its lease alone: %s', async (_, at, rows) => {
    const { pipeline } = await overtakenAt(at, rows);
    if (at === 'releaseLease') expect((await pipeline.stores.datasetStates.read(dataset)).lease).toBeDefined();
    expect(pipeline.queue.filter(({ kind }) => kind === 'load')).toEqual([]);
  });

  test('leaves a sequence number alone that it found reserved', async () => {
    const { pipeline } = await overtakenAt('abandonLoading', [], reserved);
    expect(await pipeline.stores.datasetStates.read(dataset)).toMatchObject({ loading: { seq: 2 }, voided: [] });
  });

  test('has released its lease when it dies afterwards: the delivery is ingested again', async () => {
    const { pipeline, id } = await before('ingest', []);
    await reserved(pipeline, id);
    const dies = {
      ...pipeline.ports,
      deliveries: {
        ...pipeline.ports.deliveries,
        change: async (...given: Parameters<typeof pipeline.ports.deliveries.change>) => {
          if (given[2].status === 'returned') throw new Error('died');
          return await pipeline.ports.deliveries.change(...given);
        },
      },
    };
    await expect(ingestExcel({ delivery: id }, dies)).rejects.toThrow('died');
    const datasetState = await pipeline.stores.datasetStates.read(dataset);
    expect([datasetState.loading, datasetState.lease, stored(pipeline, id).status]).toEqual([
      undefined,
      undefined,
      'ingesting',
    ]);
    await quiet(pipeline);
    expect(stored(pipeline, id).status).toBe('returned');
    await assertInvariants(pipeline);
  });
});
