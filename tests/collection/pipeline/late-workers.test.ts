import { describe, expect, test } from 'vitest';
import { annotateWorkbook } from '../../../lib/collection/annotate/annotate-workbook.ts';
import { retryDelivery } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { ingestExcel } from '../../../lib/collection/ingest/ingest-excel.ts';
import { loadPart } from '../../../lib/collection/publish/load-part.ts';
import { publishDelivery } from '../../../lib/collection/publish/publish-delivery.ts';
import { Staged } from '../../../schemas/collection/delivery-record.ts';
import { assertInvariants, shownAt } from './invariants.ts';
import { callerWithRole, dataset, leaseSeconds, muchTime, officer, openPipeline, type Row } from './pipeline.ts';
import { before, five, quiet, stored, undisturbed } from './steps.ts';

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
    await publishDelivery({ delivery: id }, pipeline.ports, muchTime);
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
    await publishDelivery({ delivery: id }, pipeline.ports, muchTime);
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
    await expect(publishDelivery({ delivery: id }, pipeline.ports, muchTime)).rejects.toThrow('loading-lost');
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
    await publishDelivery({ delivery: id }, pipeline.ports, muchTime);
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

  test('is not repeated for a redelivered message', async () => {
    const { pipeline, id } = await before('annotate-workbook', faulty);
    await annotateWorkbook({ delivery: id }, pipeline.ports);
    await annotateWorkbook({ delivery: id }, pipeline.ports);
    expect(pipeline.annotated).toHaveLength(1);
  });

  test('of an earlier ingest does not count for the present one', async () => {
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
    pipeline.queue.length = 0;
    for (const part of [1, 2]) await loadPart({ delivery: id, part }, pipeline.ports);
    pipeline.queue.length = 0;
    pipeline.wait(3 * leaseSeconds);
    await pipeline.handle('sweep', undisturbed);
    expect(pipeline.queue.splice(0)).toEqual([{ kind: 'load', delivery: id, part: 3 }]);
    await loadPart({ delivery: id, part: 3 }, pipeline.ports);
    pipeline.queue.length = 0;
    pipeline.wait(3 * leaseSeconds);
    await pipeline.handle('sweep', undisturbed);
    expect(pipeline.queue).toEqual([{ kind: 'publish', delivery: id }]);
  });
});
