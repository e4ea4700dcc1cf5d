import { describe, expect, test } from 'vitest';
import { annotateWorkbook } from '../../../lib/collection/annotate/annotate-workbook.ts';
import { discardDelivery } from '../../../lib/collection/deliveries/discard-delivery.ts';
import { retryDelivery } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { ingestExcel } from '../../../lib/collection/ingest/ingest-excel.ts';
import { loadPart } from '../../../lib/collection/publish/load-part.ts';
import { publishDelivery } from '../../../lib/collection/publish/publish-delivery.ts';
import { Staged, type DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { mustHold, shownAt } from './invariants.ts';
import { askedBy, dataset, leaseSeconds, officer, openWorld, type Message, type Row, type World } from './pipeline.ts';
import { runWorld } from './run-pipeline.ts';

// One step at a time: what each message does to a delivery that is elsewhere by now, and what each worker leaves behind.

const undisturbed = async () => undefined;
const five: Row[] = [
  ['a', '1'],
  ['b', '1'],
  ['c', '1'],
  ['d', '1'],
  ['e', '1'],
];
const stored = (world: World, id: string): DeliveryRecord => {
  const delivery = world.stores.deliveries.all().find((one) => one.id === id);
  if (delivery === undefined) throw new Error('no such delivery');
  return delivery;
};
const quiet = (world: World) => runWorld(world).untilQuiet();

/** Works through the queue up to the first message of the kind, which is left in it. */
async function upTo(world: World, kind: Message['kind']): Promise<void> {
  while (world.queue[0] !== undefined && world.queue[0].kind !== kind) {
    const message = world.queue.shift();
    if (message !== undefined) await world.handle(message, undisturbed);
  }
}

/** A delivery that stands before the step that the message orders. */
async function before(kind: Message['kind'], rows = five): Promise<{ readonly world: World; readonly id: string }> {
  const world = openWorld();
  await world.hand('full', [
    ['a', '0'],
    ['z', '0'],
  ]);
  await quiet(world);
  const id = await world.hand('full', rows);
  await upTo(world, kind);
  return { world, id };
}

const fail = (world: World, id: string) =>
  world.stores.deliveries.change(id, ['ingesting', 'loading'], {
    status: 'failed',
    finishedAt: world.now(),
    retryAt: null,
  });
const discard = async (world: World, delivery: string) => {
  const answer = await discardDelivery(
    { ...askedBy(officer), params: { delivery }, body: { reason: '重复上传' } },
    world.ports,
  );
  return isRefused(answer) ? answer.refused : 'done';
};
const placesLoaded = (world: World, seq: number | undefined) =>
  world.stores.records.all().filter((version) => version.seq === seq).length;

describe('a turn', () => {
  test('is not begun when the attempts are used up', async () => {
    const { world, id } = await before('ingest');
    await world.stores.deliveries.change(id, ['received'], { attempts: 5 });
    await ingestExcel({ delivery: id }, world.ports);
    expect(stored(world, id)).toMatchObject({ status: 'received', attempts: 5 });
  });

  test('is given back at once when the delivery was moved on meanwhile', async () => {
    const { world, id } = await before('ingest');
    const received = stored(world, id);
    await world.stores.deliveries.change(id, ['received'], { status: 'failed', retryAt: null });
    await ingestExcel(
      { delivery: id },
      { ...world.ports, deliveries: { ...world.ports.deliveries, read: async () => received } },
    );
    expect((await world.stores.datasetStates.read(dataset)).lease).toBeUndefined();
  });

  test('goes to the earlier delivery, whichever message comes first; a later one waits', async () => {
    const { world, id } = await before('ingest');
    const later = await world.hand('increment', [['q', '1']]);
    await world.handle({ kind: 'arrival', key: `deliveries/${later}/workbook.xlsx`, version: 'v1' }, undisturbed);
    world.queue.length = 0;
    await ingestExcel({ delivery: later }, world.ports);
    expect([stored(world, later).status, world.queue]).toEqual(['received', [{ kind: 'ingest', delivery: id }]]);
    await quiet(world);
    expect([stored(world, id).seq, stored(world, later).seq]).toEqual([2, 3]);
    await mustHold(world);
  });

  test('of a worker that died with its place reserved passes on with that place', async () => {
    const { world, id } = await before('ingest');
    const change = async (...given: Parameters<typeof world.ports.deliveries.change>) => {
      if (given[2].status === 'loading') throw new Error('died');
      return await world.ports.deliveries.change(...given);
    };
    const dies = { ...world.ports, deliveries: { ...world.ports.deliveries, change } };
    await expect(ingestExcel({ delivery: id }, dies)).rejects.toThrow('died');
    expect(await world.stores.datasetStates.read(dataset)).toMatchObject({
      loading: { delivery: id, seq: 2 },
      lastSeq: 2,
    });
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'published', seq: 2 });
    expect((await world.stores.datasetStates.read(dataset)).lastSeq).toBe(2);
    await mustHold(world);
  });

  test('that was lost between two rows ends there', async () => {
    const { world, id } = await before('ingest');
    let rows = 0;
    const slow = async (...given: Parameters<typeof world.ports.openRaw>) => {
      const raw = await world.ports.openRaw(...given);
      if ('refused' in raw) return raw;
      const read = async function* (sheet: string) {
        for await (const batch of raw.workbook.rows(sheet)) {
          rows += 1;
          // The header is looked for first; then the rows come once more, and in between somebody else takes over.
          if (rows === 10) {
            world.wait(2 * leaseSeconds);
            await world.stores.datasetStates.acquireLease(dataset, id, world.now(), '2020-12-09T00:00:00.000Z');
          }
          yield batch;
        }
      };
      return { ...raw, workbook: { ...raw.workbook, rows: read } };
    };
    await expect(ingestExcel({ delivery: id }, { ...world.ports, openRaw: slow })).rejects.toThrow('lease-lost');
    expect(rows).toBeLessThan(12);
    expect(stored(world, id).status).toBe('ingesting');
  });

  test('that was lost before the place was reserved ends without one', async () => {
    const { world, id } = await before('ingest');
    const loses = { ...world.ports, datasetStates: { ...world.ports.datasetStates, beginLoading: async () => false } };
    await expect(ingestExcel({ delivery: id }, loses)).rejects.toThrow('lease-lost');
    expect([stored(world, id).status, (await world.stores.datasetStates.read(dataset)).loading]).toEqual([
      'ingesting',
      undefined,
    ]);
  });

  test('at a delivery that failed meanwhile gives its place up again', async () => {
    const { world, id } = await before('ingest');
    const failsNow = {
      ...world.ports,
      datasetStates: {
        ...world.ports.datasetStates,
        beginLoading: async (...given: Parameters<typeof world.ports.datasetStates.beginLoading>) => {
          await fail(world, id);
          return await world.ports.datasetStates.beginLoading(...given);
        },
      },
    };
    world.queue.length = 0;
    await ingestExcel({ delivery: id }, failsNow);
    const datasetState = await world.stores.datasetStates.read(dataset);
    expect([stored(world, id).status, datasetState.loading, datasetState.lease, datasetState.voided]).toEqual([
      'failed',
      undefined,
      undefined,
      [{ from: 2, to: 2 }],
    ]);
    expect(world.queue).toEqual([]);
  });

  test('whose order to load was kept although no answer came goes on', async () => {
    const { world, id } = await before('ingest');
    const change = async (...given: Parameters<typeof world.ports.deliveries.change>) => {
      const changed = await world.ports.deliveries.change(...given);
      return given[2].status === 'loading' ? null : changed;
    };
    const deaf = { ...world.ports, deliveries: { ...world.ports.deliveries, change } };
    world.queue.length = 0;
    await ingestExcel({ delivery: id }, deaf);
    expect(world.queue.map(({ kind }) => kind)).toEqual(['load', 'load', 'load']);
    await quiet(world);
    expect(stored(world, id).status).toBe('published');
    await mustHold(world);
  });
});

describe('a worker that was overtaken by another one at the same delivery', () => {
  /** Takes the delivery in, and just before it does what `at` names, another worker takes it over and ends its turn. */
  async function overtakenAt(
    at: 'releaseLease' | 'abandonLoading' | 'change',
    rows: readonly Row[],
    prepare: (world: World, id: string) => Promise<void> = async () => undefined,
  ) {
    const { world, id } = await before('ingest', [...rows]);
    await prepare(world, id);
    world.queue.length = 0;
    let overtaken = false;
    const overtake = async () => {
      if (overtaken) return;
      overtaken = true;
      world.wait(2 * leaseSeconds);
      await world.stores.datasetStates.acquireLease(dataset, id, world.now(), '2020-12-09T00:00:00.000Z');
      await world.stores.deliveries.change(id, ['ingesting'], {
        fencingToken: (await world.stores.datasetStates.read(dataset)).fencingToken,
      });
    };
    const { datasetStates, deliveries } = world.ports;
    const late = {
      ...world.ports,
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
    expect(stored(world, id)).toMatchObject({
      status: 'ingesting',
      fencingToken: (await world.stores.datasetStates.read(dataset)).fencingToken,
    });
    return { world, id };
  }

  const reserved = async (world: World, id: string) => {
    const begun = await world.stores.datasetStates.acquireLease(dataset, id, world.now(), world.now());
    await world.stores.datasetStates.beginLoading(dataset, id, begun?.fencingToken ?? 0, 2);
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
  ] as const)('leaves it and its turn alone: %s', async (_, at, rows) => {
    const { world } = await overtakenAt(at, rows);
    if (at === 'releaseLease') expect((await world.stores.datasetStates.read(dataset)).lease).toBeDefined();
    expect(world.queue.filter(({ kind }) => kind === 'load')).toEqual([]);
  });

  test('leaves the place alone that it found reserved', async () => {
    const { world } = await overtakenAt('abandonLoading', [], reserved);
    expect(await world.stores.datasetStates.read(dataset)).toMatchObject({ loading: { seq: 2 }, voided: [] });
  });

  test('has no turn to give back when it dies after it did: the delivery is still to be taken in', async () => {
    const { world, id } = await before('ingest', []);
    await reserved(world, id);
    const dies = {
      ...world.ports,
      deliveries: {
        ...world.ports.deliveries,
        change: async (...given: Parameters<typeof world.ports.deliveries.change>) => {
          if (given[2].status === 'returned') throw new Error('died');
          return await world.ports.deliveries.change(...given);
        },
      },
    };
    await expect(ingestExcel({ delivery: id }, dies)).rejects.toThrow('died');
    const datasetState = await world.stores.datasetStates.read(dataset);
    expect([datasetState.loading, datasetState.lease, stored(world, id).status]).toEqual([
      undefined,
      undefined,
      'ingesting',
    ]);
    await quiet(world);
    expect(stored(world, id).status).toBe('returned');
    await mustHold(world);
  });
});

describe('several that wait', () => {
  test('have their turns in the order in which they were handed in, whoever is asked first', async () => {
    const { world, id } = await before('ingest');
    const more = [await world.hand('increment', [['q', '1']]), await world.hand('increment', [['q', '2']])] as const;
    for (const one of more)
      await world.handle({ kind: 'arrival', key: `deliveries/${one}/workbook.xlsx`, version: 'v1' }, undisturbed);
    world.queue.length = 0;
    await ingestExcel({ delivery: more[1] }, world.ports);
    expect(world.queue.splice(0)).toEqual([{ kind: 'ingest', delivery: id }]);
    // The first one's worker died: its turn is over, but it still goes first.
    await world.stores.deliveries.change(id, ['received'], { status: 'ingesting' });
    await ingestExcel({ delivery: more[1] }, world.ports);
    expect(world.queue.splice(0)).toEqual([{ kind: 'ingest', delivery: id }]);
    await quiet(world);
    expect([id, ...more].map((one) => stored(world, one).seq)).toEqual([2, 3, 4]);
    expect((await shownAt(world)).get('q')).toBe('2');
  });

  test('do not wait for one that the lagging list still shows as waiting', async () => {
    const { world, id } = await before('ingest');
    const later = await world.hand('increment', [['q', '1']]);
    const stale = stored(world, id);
    await quiet(world);
    const waiting = await world.hand('increment', [['r', '1']]);
    await world.handle({ kind: 'arrival', key: `deliveries/${waiting}/workbook.xlsx`, version: 'v1' }, undisturbed);
    await ingestExcel(
      { delivery: waiting },
      { ...world.ports, deliveries: { ...world.ports.deliveries, listByDataset: async () => [stale] } },
    );
    expect([stored(world, later).status, stored(world, waiting).status]).toEqual(['published', 'loading']);
  });

  test('after a publication the oldest of them is woken', async () => {
    const { world, id } = await before('publish');
    const more = [await world.hand('increment', [['q', '1']]), await world.hand('increment', [['q', '2']])] as const;
    for (const one of more)
      await world.handle({ kind: 'arrival', key: `deliveries/${one}/workbook.xlsx`, version: 'v1' }, undisturbed);
    world.queue.length = 0;
    await publishDelivery({ delivery: id }, world.ports);
    expect(world.queue).toEqual([{ kind: 'ingest', delivery: more[0] }]);
  });
});

describe('unchanged data', () => {
  test('moves no pointer, takes no place and writes no version', async () => {
    const world = openWorld();
    await world.hand('full', five);
    await quiet(world);
    const versions = world.stores.records.all().length;
    const again = await world.hand('full', five);
    await quiet(world);
    expect(stored(world, again)).toMatchObject({
      status: 'published',
      rowCounts: { read: 5, unchanged: 5 },
      annotated: 'none',
    });
    expect(stored(world, again).seq).toBeUndefined();
    expect(await world.stores.datasetStates.read(dataset)).toMatchObject({ publications: 1, lastSeq: 1 });
    expect(world.stores.records.all()).toHaveLength(versions);
    await mustHold(world);
  });
});

describe('loading and settling', () => {
  test('the last part, and no earlier one, orders the settling', async () => {
    const { world, id } = await before('load');
    world.queue.length = 0;
    for (const part of [3, 1]) await loadPart({ delivery: id, part }, world.ports);
    expect(world.queue).toEqual([]);
    await loadPart({ delivery: id, part: 2 }, world.ports);
    expect(world.queue).toEqual([{ kind: 'publish', delivery: id }]);
    await loadPart({ delivery: id, part: 2 }, world.ports);
    expect(world.queue).toHaveLength(2);
  });

  test('an older template’s part that is loaded late carries over nothing that came after it', async () => {
    const { world, id } = await before('load', [['a', '1']]);
    const loading = stored(world, id);
    const staged = { ...(loading.staged ?? Staged.parse({})), absentFields: ['name'] };
    await world.stores.deliveries.change(id, ['loading'], { staged });
    await quiet(world);
    await world.hand('increment', [['a', '2']]);
    await quiet(world);
    const versions = world.stores.records.all();
    const late = {
      ...world.ports,
      deliveries: { ...world.ports.deliveries, read: async () => ({ ...loading, staged }) },
    };
    await expect(loadPart({ delivery: id, part: 1 }, late)).rejects.toThrow('loading-lost');
    expect(world.stores.records.all()).toEqual(versions);
  });

  test('a settling that comes too early does nothing', async () => {
    const { world, id } = await before('load');
    for (const part of [1, 2]) await loadPart({ delivery: id, part }, world.ports);
    await publishDelivery({ delivery: id }, world.ports);
    expect(stored(world, id).status).toBe('loading');
    expect(await shownAt(world)).toEqual(
      new Map([
        ['a', '0'],
        ['z', '0'],
      ]),
    );
  });

  test('a delivery whose place was taken away is no publication, whatever was loaded', async () => {
    const { world, id } = await before('publish');
    await world.stores.datasetStates.abandonLoading(dataset, id, [{ from: 2, to: 2 }]);
    await expect(publishDelivery({ delivery: id }, world.ports)).rejects.toThrow('loading-lost');
    expect(stored(world, id).status).toBe('loading');
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'failed', reason: { code: 'attempts-exhausted' } });
    await retryDelivery({ ...askedBy(officer), params: { delivery: id }, body: null }, world.ports);
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'published', seq: 3 });
    await mustHold(world);
  });

  test('what follows a publication is ordered at once: the marking up, and the next delivery’s turn', async () => {
    const { world, id } = await before('publish', [...five, ['f', null]]);
    const next = await world.hand('increment', [['g', '1']]);
    await world.handle({ kind: 'arrival', key: `deliveries/${next}/workbook.xlsx`, version: 'v1' }, undisturbed);
    world.queue.length = 0;
    await publishDelivery({ delivery: id }, world.ports);
    expect(world.queue).toEqual([
      { kind: 'annotate-workbook', delivery: id },
      { kind: 'ingest', delivery: next },
    ]);
    await quiet(world);
    expect(world.annotated).toEqual([`annotated/${id}/all.xlsx 7`]);
  });
});

describe('marking up', () => {
  const faulty: Row[] = [
    ['a', '1'],
    ['b', null],
  ];

  test('is not done again for a message that comes again', async () => {
    const { world, id } = await before('annotate-workbook', faulty);
    await annotateWorkbook({ delivery: id }, world.ports);
    await annotateWorkbook({ delivery: id }, world.ports);
    expect(world.annotated).toHaveLength(1);
  });

  test('of an earlier taking in does not count for the present one', async () => {
    const { world, id } = await before('annotate-workbook', faulty);
    const slow = {
      ...world.ports,
      writeFailedRows: async () => void (await world.stores.deliveries.change(id, ['published'], { fencingToken: 99 })),
    };
    await annotateWorkbook({ delivery: id }, slow);
    expect(stored(world, id).annotated).toBe('pending');
  });
});

describe('the sweep', () => {
  test('orders the settling again when only its message was lost, and else the parts that are missing', async () => {
    const { world, id } = await before('load');
    const parts = world.queue.splice(0);
    for (const message of parts.slice(0, 2)) await world.handle(message, undisturbed);
    world.wait(3 * leaseSeconds);
    await world.handle('sweep', undisturbed);
    expect(world.queue.splice(0)).toEqual([parts[2]]);
    for (const message of parts.slice(2)) await world.handle(message, undisturbed);
    world.queue.length = 0;
    world.wait(3 * leaseSeconds);
    await world.handle('sweep', undisturbed);
    expect(world.queue).toEqual([{ kind: 'publish', delivery: id }]);
  });
});

describe('discarding', () => {
  /** Loaded but for one part, failed, and given up by a person. */
  async function halfLoaded() {
    const { world, id } = await before('load');
    world.queue.length = 0;
    for (const part of [1, 3]) await loadPart({ delivery: id, part }, world.ports);
    await fail(world, id);
    return { world, id };
  }

  test('deletes what was loaded, voids the place, and gives the next delivery its turn', async () => {
    const { world, id } = await halfLoaded();
    const next = await world.hand('increment', [['g', '1']]);
    await upTo(world, 'ingest');
    world.queue.length = 0;
    expect(placesLoaded(world, 2)).toBeGreaterThan(0);
    expect(await discard(world, id)).toBe('done');
    expect(world.queue).toEqual([{ kind: 'publish', delivery: id }]);
    await publishDelivery({ delivery: id }, world.ports);
    expect(placesLoaded(world, 2)).toBe(0);
    expect(await world.stores.datasetStates.read(dataset)).toMatchObject({ voided: [{ from: 2, to: 2 }] });
    expect(world.queue.at(-1)).toEqual({ kind: 'ingest', delivery: next });
    await quiet(world);
    expect(stored(world, next).status).toBe('published');
    await mustHold(world);
  });

  test('a part that comes after it is not loaded', async () => {
    const { world, id } = await halfLoaded();
    await discard(world, id);
    await quiet(world);
    await loadPart({ delivery: id, part: 2 }, world.ports);
    expect(placesLoaded(world, 2)).toBe(0);
  });

  test('takes the turn of a worker that still sleeps: it can reserve no place any more', async () => {
    const { world, id } = await before('ingest');
    const begun = await world.stores.datasetStates.acquireLease(dataset, id, world.now(), '2020-12-09T00:00:00.000Z');
    await world.stores.deliveries.change(id, ['received'], {
      status: 'ingesting',
      fencingToken: begun?.fencingToken ?? 0,
    });
    await fail(world, id);
    await discard(world, id);
    await quiet(world);
    expect(await world.stores.datasetStates.beginLoading(dataset, id, begun?.fencingToken ?? 0, 2)).toBe(false);
    expect(stored(world, id).status).toBe('discarded');
  });

  test('is refused for what was published although the platform failed afterwards; trying again concludes it', async () => {
    const { world, id } = await before('publish');
    const dies = {
      ...world.ports,
      links: { ...world.ports.links, beginTrial: async () => Promise.reject(new Error('died')) },
    };
    await expect(publishDelivery({ delivery: id }, dies)).rejects.toThrow('died');
    await fail(world, id);
    expect(await discard(world, id)).toBe('not-discardable');
    world.queue.length = 0;
    await retryDelivery({ ...askedBy(officer), params: { delivery: id }, body: null }, world.ports);
    expect([stored(world, id).status, world.queue]).toEqual(['loading', [{ kind: 'publish', delivery: id }]]);
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'published', seq: 2 });
    expect((await world.stores.datasetStates.read(dataset)).publications).toBe(2);
    await mustHold(world);
  });

  test('of what a late worker published a moment before ends as published, and nothing is deleted', async () => {
    const { world, id } = await before('publish');
    const late = {
      ...world.ports,
      links: { ...world.ports.links, beginTrial: async () => Promise.reject(new Error('died')) },
    };
    await world.stores.deliveries.change(id, ['loading'], { status: 'failed' });
    expect(await discard(world, id)).toBe('done');
    await expect(
      publishDelivery(
        { delivery: id },
        {
          ...late,
          deliveries: {
            ...late.deliveries,
            read: async () => ({ ...stored(world, id), status: 'loading', discarding: undefined }),
          },
        },
      ),
    ).rejects.toThrow('died');
    await quiet(world);
    expect(stored(world, id).status).toBe('published');
    expect(stored(world, id).discarding).toBeUndefined();
    await mustHold(world);
  });
});
