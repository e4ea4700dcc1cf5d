import { describe, expect, test } from 'vitest';
import { annotateWorkbook } from '../../../lib/collection/annotate/annotate-workbook.ts';
import { discardDelivery } from '../../../lib/collection/deliveries/discard-delivery.ts';
import { retryDelivery } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { ingestExcel } from '../../../lib/collection/ingest/ingest-excel.ts';
import { loadPart } from '../../../lib/collection/publish/load-part.ts';
import { publishDelivery } from '../../../lib/collection/publish/publish-delivery.ts';
import { Staged, DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { assertInvariants, shownAt } from './invariants.ts';
import {
  callerWithRole,
  dataset,
  leaseSeconds,
  officer,
  openPipeline,
  type Message,
  type Row,
  type Pipeline,
} from './pipeline.ts';
import { runPipeline } from './run-pipeline.ts';

// One step at a time: what a message does to a delivery in another status, and what an interrupted worker leaves.

const undisturbed = async () => undefined;
const five: Row[] = [
  ['a', '1'],
  ['b', '1'],
  ['c', '1'],
  ['d', '1'],
  ['e', '1'],
];
const stored = (pipeline: Pipeline, id: string): DeliveryRecord => {
  const delivery = pipeline.stores.deliveries.all().find((one) => one.id === id);
  if (delivery === undefined) throw new Error('no such delivery');
  return delivery;
};
const quiet = (pipeline: Pipeline) => runPipeline(pipeline).untilQuiet();

/** Works through the queue up to the first message of the kind, which is left in it. */
async function upTo(pipeline: Pipeline, kind: Message['kind']): Promise<void> {
  while (pipeline.queue[0] !== undefined && pipeline.queue[0].kind !== kind) {
    const message = pipeline.queue.shift();
    if (message !== undefined) await pipeline.handle(message, undisturbed);
  }
}

/** A delivery that stands before the step that the message orders. */
async function before(
  kind: Message['kind'],
  rows = five,
): Promise<{ readonly pipeline: Pipeline; readonly id: string }> {
  const pipeline = openPipeline();
  await pipeline.hand('full', [
    ['a', '0'],
    ['z', '0'],
  ]);
  await quiet(pipeline);
  const id = await pipeline.hand('full', rows);
  await upTo(pipeline, kind);
  return { pipeline, id };
}

const fail = (pipeline: Pipeline, id: string) =>
  pipeline.stores.deliveries.change(id, ['ingesting', 'loading'], {
    status: 'failed',
    finishedAt: pipeline.now(),
    retryAt: null,
  });
const discard = async (pipeline: Pipeline, delivery: string) => {
  const answer = await discardDelivery(
    { ...callerWithRole(officer), params: { delivery }, body: { reason: '重复上传' } },
    pipeline.ports,
  );
  return isRefused(answer) ? answer.refused : 'done';
};
const placesLoaded = (pipeline: Pipeline, seq: number | undefined) =>
  pipeline.stores.records.all().filter((version) => version.seq === seq).length;

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

  test('whose order to load was stored although no answer came goes on', async () => {
    const { pipeline, id } = await before('ingest');
    const change = async (...given: Parameters<typeof pipeline.ports.deliveries.change>) => {
      const changed = await pipeline.ports.deliveries.change(...given);
      return given[2].status === 'loading' ? null : changed;
    };
    const deaf = { ...pipeline.ports, deliveries: { ...pipeline.ports.deliveries, change } };
    pipeline.queue.length = 0;
    await ingestExcel({ delivery: id }, deaf);
    expect(pipeline.queue.map(({ kind }) => kind)).toEqual(['load', 'load', 'load']);
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

describe('several that wait', () => {
  test('are ingested in the order of creation, whichever message comes first', async () => {
    const { pipeline, id } = await before('ingest');
    const more = [
      await pipeline.hand('increment', [['q', '1']]),
      await pipeline.hand('increment', [['q', '2']]),
    ] as const;
    for (const one of more)
      await pipeline.handle({ kind: 'arrival', key: `deliveries/${one}/workbook.xlsx`, version: 'v1' }, undisturbed);
    pipeline.queue.length = 0;
    await ingestExcel({ delivery: more[1] }, pipeline.ports);
    expect(pipeline.queue.splice(0)).toEqual([{ kind: 'ingest', delivery: id }]);
    // The first one's worker died: its lease has expired, but it still goes first.
    await pipeline.stores.deliveries.change(id, ['received'], { status: 'ingesting' });
    await ingestExcel({ delivery: more[1] }, pipeline.ports);
    expect(pipeline.queue.splice(0)).toEqual([{ kind: 'ingest', delivery: id }]);
    await quiet(pipeline);
    expect([id, ...more].map((one) => stored(pipeline, one).seq)).toEqual([2, 3, 4]);
    expect((await shownAt(pipeline)).get('q')).toBe('2');
  });

  test('do not wait for one that the lagging list still shows as waiting', async () => {
    const { pipeline, id } = await before('ingest');
    const later = await pipeline.hand('increment', [['q', '1']]);
    const stale = stored(pipeline, id);
    await quiet(pipeline);
    const waiting = await pipeline.hand('increment', [['r', '1']]);
    await pipeline.handle({ kind: 'arrival', key: `deliveries/${waiting}/workbook.xlsx`, version: 'v1' }, undisturbed);
    await ingestExcel(
      { delivery: waiting },
      { ...pipeline.ports, deliveries: { ...pipeline.ports.deliveries, listByDataset: async () => [stale] } },
    );
    expect([stored(pipeline, later).status, stored(pipeline, waiting).status]).toEqual(['published', 'loading']);
  });

  test('after a publication the oldest of them is woken', async () => {
    const { pipeline, id } = await before('publish');
    const more = [
      await pipeline.hand('increment', [['q', '1']]),
      await pipeline.hand('increment', [['q', '2']]),
    ] as const;
    for (const one of more)
      await pipeline.handle({ kind: 'arrival', key: `deliveries/${one}/workbook.xlsx`, version: 'v1' }, undisturbed);
    pipeline.queue.length = 0;
    await publishDelivery({ delivery: id }, pipeline.ports);
    expect(pipeline.queue).toEqual([{ kind: 'ingest', delivery: more[0] }]);
  });
});

describe('unchanged data', () => {
  test('publishes nothing, takes no sequence number and writes no version', async () => {
    const pipeline = openPipeline();
    await pipeline.hand('full', five);
    await quiet(pipeline);
    const versions = pipeline.stores.records.all().length;
    const again = await pipeline.hand('full', five);
    await quiet(pipeline);
    expect(stored(pipeline, again)).toMatchObject({
      status: 'published',
      rowCounts: { read: 5, unchanged: 5 },
      annotated: 'none',
    });
    expect(stored(pipeline, again).seq).toBeUndefined();
    expect(await pipeline.stores.datasetStates.read(dataset)).toMatchObject({ publications: 1, lastSeq: 1 });
    expect(pipeline.stores.records.all()).toHaveLength(versions);
    await assertInvariants(pipeline);
  });
});

describe('loading and publishing', () => {
  test('the last part, and no earlier one, orders publishing', async () => {
    const { pipeline, id } = await before('load');
    pipeline.queue.length = 0;
    for (const part of [3, 1]) await loadPart({ delivery: id, part }, pipeline.ports);
    expect(pipeline.queue).toEqual([]);
    await loadPart({ delivery: id, part: 2 }, pipeline.ports);
    expect(pipeline.queue).toEqual([{ kind: 'publish', delivery: id }]);
    await loadPart({ delivery: id, part: 2 }, pipeline.ports);
    expect(pipeline.queue).toHaveLength(2);
  });

  test('an older template’s part that is loaded late carries over no newer value', async () => {
    const { pipeline, id } = await before('load', [['a', '1']]);
    const loading = stored(pipeline, id);
    const staged = { ...(loading.staged ?? Staged.parse({})), absentFields: ['name'] };
    await pipeline.stores.deliveries.change(id, ['loading'], { staged });
    await quiet(pipeline);
    await pipeline.hand('increment', [['a', '2']]);
    await quiet(pipeline);
    const versions = pipeline.stores.records.all();
    const late = {
      ...pipeline.ports,
      deliveries: { ...pipeline.ports.deliveries, read: async () => ({ ...loading, staged }) },
    };
    await expect(loadPart({ delivery: id, part: 1 }, late)).rejects.toThrow('loading-lost');
    expect(pipeline.stores.records.all()).toEqual(versions);
  });

  test('publishing too early does nothing', async () => {
    const { pipeline, id } = await before('load');
    for (const part of [1, 2]) await loadPart({ delivery: id, part }, pipeline.ports);
    await publishDelivery({ delivery: id }, pipeline.ports);
    expect(stored(pipeline, id).status).toBe('loading');
    expect(await shownAt(pipeline)).toEqual(
      new Map([
        ['a', '0'],
        ['z', '0'],
      ]),
    );
  });

  test('a delivery whose sequence number was voided is not published, whatever was loaded', async () => {
    const { pipeline, id } = await before('publish');
    await pipeline.stores.datasetStates.abandonLoading(dataset, id, [{ from: 2, to: 2 }]);
    await expect(publishDelivery({ delivery: id }, pipeline.ports)).rejects.toThrow('loading-lost');
    expect(stored(pipeline, id).status).toBe('loading');
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'failed', reason: { code: 'attempts-exhausted' } });
    await retryDelivery({ ...callerWithRole(officer), params: { delivery: id }, body: null }, pipeline.ports);
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', seq: 3 });
    await assertInvariants(pipeline);
  });

  test('a publication orders the annotated workbook and the next delivery’s ingest at once', async () => {
    const { pipeline, id } = await before('publish', [...five, ['f', null]]);
    const next = await pipeline.hand('increment', [['g', '1']]);
    await pipeline.handle({ kind: 'arrival', key: `deliveries/${next}/workbook.xlsx`, version: 'v1' }, undisturbed);
    pipeline.queue.length = 0;
    await publishDelivery({ delivery: id }, pipeline.ports);
    expect(pipeline.queue).toEqual([
      { kind: 'annotate-workbook', delivery: id },
      { kind: 'ingest', delivery: next },
    ]);
    await quiet(pipeline);
    expect(pipeline.annotated).toEqual([`annotated/${id}/all.xlsx 7`]);
  });
});

describe('annotating', () => {
  const faulty: Row[] = [
    ['a', '1'],
    ['b', null],
  ];

  test('is not done again for a message that comes again', async () => {
    const { pipeline, id } = await before('annotate-workbook', faulty);
    await annotateWorkbook({ delivery: id }, pipeline.ports);
    await annotateWorkbook({ delivery: id }, pipeline.ports);
    expect(pipeline.annotated).toHaveLength(1);
  });

  test('of an earlier taking in does not count for the present one', async () => {
    const { pipeline, id } = await before('annotate-workbook', faulty);
    const slow = {
      ...pipeline.ports,
      writeFailedRows: async () =>
        void (await pipeline.stores.deliveries.change(id, ['published'], { fencingToken: 99 })),
    };
    await annotateWorkbook({ delivery: id }, slow);
    expect(stored(pipeline, id).annotated).toBe('pending');
  });
});

describe('the sweep', () => {
  test('orders publishing again when only its message was lost, and else the missing parts', async () => {
    const { pipeline, id } = await before('load');
    const parts = pipeline.queue.splice(0);
    for (const message of parts.slice(0, 2)) await pipeline.handle(message, undisturbed);
    pipeline.wait(3 * leaseSeconds);
    await pipeline.handle('sweep', undisturbed);
    expect(pipeline.queue.splice(0)).toEqual([parts[2]]);
    for (const message of parts.slice(2)) await pipeline.handle(message, undisturbed);
    pipeline.queue.length = 0;
    pipeline.wait(3 * leaseSeconds);
    await pipeline.handle('sweep', undisturbed);
    expect(pipeline.queue).toEqual([{ kind: 'publish', delivery: id }]);
  });
});

describe('discarding', () => {
  /** Loaded but for one part, failed, and given up by a person. */
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
    expect(placesLoaded(pipeline, 2)).toBeGreaterThan(0);
    expect(await discard(pipeline, id)).toBe('done');
    expect(pipeline.queue).toEqual([{ kind: 'publish', delivery: id }]);
    await publishDelivery({ delivery: id }, pipeline.ports);
    expect(placesLoaded(pipeline, 2)).toBe(0);
    expect(await pipeline.stores.datasetStates.read(dataset)).toMatchObject({ voided: [{ from: 2, to: 2 }] });
    expect(pipeline.queue.at(-1)).toEqual({ kind: 'ingest', delivery: next });
    await quiet(pipeline);
    expect(stored(pipeline, next).status).toBe('published');
    await assertInvariants(pipeline);
  });

  test('a part that comes after it is not loaded', async () => {
    const { pipeline, id } = await halfLoaded();
    await discard(pipeline, id);
    await quiet(pipeline);
    await loadPart({ delivery: id, part: 2 }, pipeline.ports);
    expect(placesLoaded(pipeline, 2)).toBe(0);
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
    await expect(publishDelivery({ delivery: id }, dies)).rejects.toThrow('died');
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
      ),
    ).rejects.toThrow('died');
    await quiet(pipeline);
    expect(stored(pipeline, id).status).toBe('published');
    expect(stored(pipeline, id).discarding).toBeUndefined();
    await assertInvariants(pipeline);
  });
});
