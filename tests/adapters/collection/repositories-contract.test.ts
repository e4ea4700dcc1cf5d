import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { deliveryRepository } from '../../../lib/adapters/deliveries/delivery-repository.ts';
import { linkRepository } from '../../../lib/adapters/deliveries/link-repository.ts';
import { datasetStateRepository } from '../../../lib/adapters/records/dataset-state-repository.ts';
import { recordVersionRepository } from '../../../lib/adapters/records/record-version-repository.ts';
import { confirmationEvent, trialEvent } from '../../../lib/collection/deliveries/link-events.ts';
import type {
  DeliveryRepository,
  DatasetStateRepository,
  LinkRepository,
  RecordVersionWriter,
} from '../../../lib/collection/ports.ts';
import type { PublicationRepository, RecordVersionReader } from '../../../lib/records/ports.ts';
import { DeliveryRecord, type Staged } from '../../../schemas/collection/delivery-record.ts';
import type { Publication } from '../../../schemas/records/dataset-state.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { datasetStateMemory } from '../../collection/memory/dataset-state-memory.ts';
import { deliveryMemory } from '../../collection/memory/delivery-memory.ts';
import { linkMemory } from '../../collection/memory/link-memory.ts';
import { recordMemory } from '../../collection/memory/record-memory.ts';
import { tableServers, type TableServerKind } from '../dynamodb/table-servers.ts';

const ids = ['01JD0000000000000000000001', '01JD0000000000000000000002', '01JD0000000000000000000003'] as const;
const [early, noon, late] = [
  '2020-12-01T00:00:00.000Z',
  '2020-12-01T12:00:00.000Z',
  '2020-12-01T23:00:00.000Z',
] as const;

const staged: Staged = {
  prefix: 'staged/vehicles/1',
  parts: 2,
  findingChunks: 0,
  findings: 0,
  truncated: false,
  records: 2,
  faultyRows: 0,
  sheet: '数据',
  headerRow: 1,
  columns: [0, 1],
  absentFields: [],
};

function delivery(id: string, changes: object = {}): DeliveryRecord {
  return DeliveryRecord.parse({
    id,
    dataset: 'vehicles',
    department: 'public-security',
    channel: 'excel',
    mode: 'full',
    status: 'awaiting-upload',
    fileName: '车辆.xlsx',
    size: 10,
    createdBy: 'officer-1',
    createdAt: early,
    decisions: [],
    laterUploads: 0,
    annotated: 'none',
    rawKey: `deliveries/${id}/workbook.xlsx`,
    attempts: 0,
    loadedParts: [],
    retryAt: noon,
    ...changes,
  });
}

const publication = (
  dataset: string,
  number: number,
  { seq, at, ...more }: Partial<Publication> & Pick<Publication, 'seq' | 'at'>,
): Publication => ({
  dataset,
  number,
  kind: 'delivery',
  at,
  by: 'officer-1',
  seq,
  voided: [],
  records: 10 * number,
  index: `indexes/${number}`,
  ...more,
});

type Repositories = {
  readonly deliveries: DeliveryRepository;
  readonly datasetStates: DatasetStateRepository & PublicationRepository;
  readonly links: LinkRepository;
  readonly records: RecordVersionWriter & RecordVersionReader;
  readonly close: () => Promise<void>;
};

async function onServer(kind: TableServerKind): Promise<Repositories> {
  const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
    /-(deliveries|dataset-states|records|events)$/.test(TableName),
  );
  const { tables, close } = await kind.start(properties);
  return {
    deliveries: deliveryRepository(tables, {
      deliveries: nameOf(properties, 'deliveries'),
      events: nameOf(properties, 'events'),
    }),
    datasetStates: datasetStateRepository(tables, nameOf(properties, 'dataset-states')),
    links: linkRepository(tables, {
      datasetStates: nameOf(properties, 'dataset-states'),
      events: nameOf(properties, 'events'),
    }),
    records: recordVersionRepository(tables, nameOf(properties, 'records')),
    close,
  };
}

const inMemory = async (): Promise<Repositories> => ({
  deliveries: deliveryMemory(),
  datasetStates: datasetStateMemory(),
  links: linkMemory(),
  records: recordMemory(),
  close: async () => undefined,
});

const kinds = [
  ...tableServers.map((kind) => ({ name: kind.name, found: kind.found, open: () => onServer(kind) })),
  { name: 'memory', found: true, open: inMemory },
];

describe.each(kinds.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let repositories: Repositories;
    let deliveries: Repositories['deliveries'];
    let datasetStates: Repositories['datasetStates'];
    let links: Repositories['links'];
    let records: Repositories['records'];
    beforeAll(async () => {
      repositories = await kind.open();
      ({ deliveries, datasetStates, links, records } = repositories);
    });
    afterAll(() => repositories.close());

    describe('deliveries', () => {
      test('a delivery is created once, reads back as written, and changes only from the expected status', async () => {
        await deliveries.create(delivery(ids[0]));
        await expect(deliveries.create(delivery(ids[0]))).rejects.toThrow();
        expect(await deliveries.read(ids[0])).toEqual(delivery(ids[0]));
        expect(await deliveries.change(ids[0], ['received'], { status: 'ingesting' })).toBeNull();
        expect(
          await deliveries.change(ids[0], ['awaiting-upload'], { status: 'received', rawVersion: 'v1' }),
        ).toMatchObject({ status: 'received', rawVersion: 'v1' });
        expect(await deliveries.change(ids[2], ['received'], { status: 'ingesting' })).toBeNull();
        expect(await deliveries.read(ids[2])).toBeNull();
      });

      test('a transition is appended by the write that makes it, and a refused one is not', async () => {
        const [id] = ids;
        const transition = { at: noon, by: 'platform', to: 'received' } as const;
        const again = { at: late, by: 'officer-1', to: 'received', reason: 'again' } as const;
        expect(await deliveries.change(id, ['awaiting-upload'], { status: 'received', transition })).toBeNull();
        expect((await deliveries.read(id))?.transitions).toBeUndefined();
        expect(await deliveries.change(id, ['received'], { status: 'received', transition })).toMatchObject({
          transitions: [transition],
        });
        await deliveries.change(id, ['received'], { laterUploads: 0 });
        await deliveries.change(id, ['received'], { transition: again });
        expect((await deliveries.read(id))?.transitions).toEqual([transition, again]);
      });

      test('a transition that the status table lacks is a failure', async () => {
        await expect(deliveries.change(ids[0], ['received'], { status: 'published' })).rejects.toThrow(
          'illegal-transition',
        );
        await expect(deliveries.change(ids[0], ['published'], { status: 'received' })).rejects.toThrow(
          'illegal-transition',
        );
      });

      test('a worker with an old fencing token changes nothing, and null removes an attribute', async () => {
        await deliveries.change(ids[0], ['received'], {
          status: 'ingesting',
          fencingToken: 2,
          reason: { code: 'x', detail: 'y' },
        });
        expect(await deliveries.change(ids[0], ['ingesting'], { status: 'loading' }, 1)).toBeNull();
        const loading = await deliveries.change(
          ids[0],
          ['ingesting'],
          { status: 'loading', reason: null, staged, seq: 1 },
          2,
        );
        expect(loading).toMatchObject({ status: 'loading' });
        expect(loading?.reason).toBeUndefined();
      });

      test('a part counts once however often it is loaded, and only while the delivery is loading', async () => {
        for (const part of [2, 1, 2]) await deliveries.markPartLoaded(ids[0], part, late);
        expect((await deliveries.read(ids[0]))?.loadedParts).toEqual([1, 2]);
        expect(await deliveries.change(ids[0], ['loading'], { status: 'published', loadedParts: [] })).toMatchObject({
          loadedParts: [],
        });
        expect(await deliveries.markPartLoaded(ids[0], 3, late)).toBeNull();
      });

      test('a loaded part is progress: attempts start again at zero', async () => {
        await deliveries.create(delivery(ids[2], { status: 'loading', attempts: 4, staged, seq: 2 }));
        expect(await deliveries.markPartLoaded(ids[2], 1, late)).toMatchObject({ attempts: 0, retryAt: late });
      });

      test('an attempt is counted once until the sweep has cleared it, and only in the expected status', async () => {
        const id = '01JD0000000000000000000011';
        await deliveries.create(delivery(id, { status: 'loading', resends: 3, staged, seq: 2 }));
        const times = { startedAt: noon, retryAt: late };
        expect(await deliveries.startAttempt(id, ['published'], times)).toBeNull();
        const started = await deliveries.startAttempt(id, ['loading'], times);
        expect(started).toMatchObject({ ...times, attempts: 1 });
        expect(started?.resends).toBeUndefined();
        expect(await deliveries.startAttempt(id, ['loading'], times)).toBeNull();
        await deliveries.change(id, ['loading'], { startedAt: null, resends: 1 });
        expect(await deliveries.startAttempt(id, ['loading'], times)).toMatchObject({ attempts: 2 });
        expect(await deliveries.returnAttempt(id, ['published'])).toBeNull();
        const returned = await deliveries.returnAttempt(id, ['loading']);
        expect(returned).toMatchObject({ attempts: 1 });
        expect(returned?.startedAt).toBeUndefined();
        expect(await deliveries.returnAttempt(id, ['loading'])).toBeNull();
        await deliveries.change(id, ['loading'], { status: 'failed', retryAt: null });
      });

      test('each of many parts is marked once, in whatever order they are loaded', async () => {
        const id = '01JD0000000000000000000012';
        await deliveries.create(delivery(id, { status: 'loading', staged: { ...staged, parts: 200 }, seq: 2 }));
        // Later ones first, ten at a time, as workers side by side finish.
        const order = Array.from({ length: 200 }, (_, i) => 10 * Math.floor(i / 10) + (10 - (i % 10)));
        for (let from = 0; from < 200; from += 10)
          await Promise.all(order.slice(from, from + 10).map((part) => deliveries.markPartLoaded(id, part, late)));
        const all = Array.from({ length: 200 }, (_, i) => i + 1);
        expect((await deliveries.read(id))?.loadedParts).toEqual(all);
        for (const part of [1, 100, 200]) expect(await deliveries.markPartLoaded(id, part, late)).toBeNull();
        expect((await deliveries.markPartLoaded(id, 202, late))?.loadedParts).toEqual([...all, 202]);
        const again = await deliveries.change(id, ['loading'], { loadedParts: [] });
        expect(again?.loadedParts).toEqual([]);
        expect((await deliveries.markPartLoaded(id, 7, late))?.loadedParts).toEqual([7]);
        await deliveries.change(id, ['loading'], { status: 'failed', retryAt: null });
      });

      test('a delivery being discarded changes to no other status, unless discarding is cancelled', async () => {
        await deliveries.change(ids[2], ['loading'], { status: 'failed' });
        await deliveries.change(ids[2], ['failed'], { discarding: { by: 'officer-1', reason: '重复' } });
        expect(await deliveries.change(ids[2], ['failed'], { status: 'received' })).toBeNull();
        expect(await deliveries.change(ids[2], ['failed'], { retryAt: null })).toMatchObject({ status: 'failed' });
        const back = await deliveries.change(ids[2], ['failed'], { status: 'loading', discarding: null });
        expect([back?.status, back?.discarding]).toEqual(['loading', undefined]);
        await deliveries.change(ids[2], ['loading'], { status: 'failed' });
        await deliveries.change(ids[2], ['failed'], { discarding: { by: 'officer-1', reason: '重复' } });
        expect(await deliveries.change(ids[2], ['failed'], { status: 'discarded' })).toMatchObject({
          status: 'discarded',
        });
      });

      test('a delivery is due from its retryAt on, until it has none', async () => {
        await deliveries.create(delivery(ids[1], { dataset: 'parents', retryAt: early }));
        expect((await deliveries.due(noon)).map(({ id }) => id)).toContain(ids[1]);
        expect((await deliveries.due('2020-11-30T00:00:00.000Z')).map(({ id }) => id)).not.toContain(ids[1]);
        await deliveries.change(ids[1], ['awaiting-upload'], { retryAt: null });
        expect((await deliveries.due(late)).map(({ id }) => id)).not.toContain(ids[1]);
      });

      test('a dataset’s deliveries are listed newest first, by page and by status', async () => {
        for (const n of [1, 2, 3])
          await deliveries.create(
            delivery(`01JE000000000000000000000${n}`, {
              dataset: 'mortgages',
              status: n === 2 ? 'failed' : 'published',
              staged,
            }),
          );
        const last = async (page: Parameters<typeof deliveries.listByDataset>[1]) =>
          (await deliveries.listByDataset('mortgages', page)).map(({ id }) => id.at(-1));
        expect(await last({ limit: 2 })).toEqual(['3', '2']);
        expect(await last({ limit: 2, before: '01JE0000000000000000000002' })).toEqual(['1']);
        expect(await last({ limit: 9, status: 'published' })).toEqual(['3', '1']);
      });
    });

    describe('dataset states', () => {
      test('one delivery has the lease at a time; an expired one passes on with a higher fencing token', async () => {
        const first = await datasetStates.acquireLease('vehicles', ids[0], early, noon);
        expect(first).toMatchObject({ fencingToken: 1, publishedSeq: 0, lastSeq: 0, lease: { delivery: ids[0] } });
        expect(await datasetStates.acquireLease('vehicles', ids[1], early, noon)).toBeNull();
        expect(await datasetStates.acquireLease('vehicles', ids[0], early, noon)).toBeNull();
        expect(await datasetStates.acquireLease('vehicles', ids[1], noon, late)).toMatchObject({ fencingToken: 2 });
        expect(await datasetStates.renewLease('vehicles', ids[0], 1, late)).toBe(false);
        expect(await datasetStates.renewLease('vehicles', ids[1], 2, late)).toBe(true);
        await datasetStates.releaseLease('vehicles', ids[0]);
        expect((await datasetStates.read('vehicles')).lease?.delivery).toBe(ids[1]);
      });

      test('while a delivery is loading no other acquires the lease, even after it expired', async () => {
        expect(await datasetStates.beginLoading('vehicles', ids[0], 1, 1)).toBe(false);
        expect(await datasetStates.beginLoading('vehicles', ids[1], 2, 1)).toBe(true);
        await datasetStates.releaseLease('vehicles', ids[1]);
        expect(
          await datasetStates.acquireLease('vehicles', ids[2], '2021-01-01T00:00:00.000Z', '2021-01-02T00:00:00.000Z'),
        ).toBeNull();
        expect(await datasetStates.publish(publication('vehicles', 1, { seq: 1, at: noon }), ids[2])).toBe(false);
        expect(await datasetStates.publish(publication('vehicles', 1, { seq: 1, at: noon }), ids[1])).toBe(true);
        expect(await datasetStates.publish(publication('vehicles', 1, { seq: 1, at: noon }), ids[1])).toBe(false);
        const datasetState = await datasetStates.read('vehicles');
        expect(datasetState).toMatchObject({
          publishedSeq: 1,
          lastSeq: 1,
          publications: 1,
          records: 10,
          index: 'indexes/1',
        });
        expect([datasetState.lease, datasetState.loading]).toEqual([undefined, undefined]);
      });

      test('an abandoned loading is voided, and its seq is not used again', async () => {
        const lease = await datasetStates.acquireLease('vehicles', ids[2], noon, late);
        await datasetStates.beginLoading('vehicles', ids[2], lease?.fencingToken ?? 0, 2);
        await datasetStates.abandonLoading('vehicles', ids[2], [{ from: 2, to: 2 }]);
        expect(await datasetStates.read('vehicles')).toMatchObject({
          publishedSeq: 1,
          lastSeq: 2,
          voided: [{ from: 2, to: 2 }],
        });
      });

      test('a roll-back needs a free lease, and no publication in between', async () => {
        const rollBack = publication('vehicles', 2, {
          seq: 0,
          at: late,
          kind: 'roll-back',
          voided: [{ from: 1, to: 2 }],
        });
        await datasetStates.acquireLease('vehicles', ids[0], noon, late);
        expect(await datasetStates.rollBack(rollBack, { lastSeq: 2 }, noon)).toBe(false);
        await datasetStates.releaseLease('vehicles', ids[0]);
        expect(await datasetStates.rollBack({ ...rollBack, number: 3 }, { lastSeq: 2 }, noon)).toBe(false);
        expect(await datasetStates.rollBack(rollBack, { lastSeq: 2 }, noon)).toBe(true);
        expect(await datasetStates.read('vehicles')).toMatchObject({
          publishedSeq: 0,
          voided: [{ from: 1, to: 2 }],
          publications: 2,
        });
      });

      test('an as-of read finds the publication in force at that time, never one that was not', async () => {
        expect(await datasetStates.publicationAt('vehicles', early)).toBeNull();
        expect(await datasetStates.publicationAt('vehicles', noon)).toMatchObject({ number: 1 });
        expect(await datasetStates.publicationAt('vehicles', '2020-12-01T13:00:00.000Z')).toMatchObject({ number: 1 });
        expect(await datasetStates.publicationAt('vehicles', '2020-12-02T00:00:00.000Z')).toMatchObject({
          number: 2,
          kind: 'roll-back',
        });
        const numbersSince = async (since: string) =>
          (await datasetStates.publicationsSince('vehicles', since)).map(({ number }) => number);
        expect(await numbersSince('2020-12-03T00:00:00.000Z')).toEqual([2]);
        expect(await numbersSince('2020-12-01T13:00:00.000Z')).toEqual([2, 1]);
        expect(await numbersSince(early)).toEqual([2, 1]);
        expect((await datasetStates.publications('vehicles', 5)).map(({ number }) => number)).toEqual([2, 1]);
        expect((await datasetStates.publications('vehicles', 1)).map(({ number }) => number)).toEqual([2]);
        expect(await datasetStates.publication('vehicles', 1)).toMatchObject({ number: 1, seq: 1 });
        expect(await datasetStates.publication('vehicles', 2)).toMatchObject({ number: 2, kind: 'roll-back' });
        expect(await datasetStates.publication('vehicles', 3)).toBeNull();
        expect(await datasetStates.publication('vehicles', 9)).toBeNull();
      });
    });

    describe('workers that lost the lease', () => {
      const dataset = 'mortgages';
      const acquireToken = async (id: string) =>
        (await datasetStates.acquireLease(dataset, id, noon, late))?.fencingToken ?? 0;

      test('a lease is released only under its own fencing token', async () => {
        const fencingToken = await acquireToken(ids[0]);
        await datasetStates.releaseLease(dataset, ids[0], fencingToken - 1);
        expect((await datasetStates.read(dataset)).lease?.delivery).toBe(ids[0]);
        await datasetStates.releaseLease(dataset, ids[0], fencingToken);
        expect((await datasetStates.read(dataset)).lease).toBeUndefined();
        expect(await datasetStates.beginLoading(dataset, ids[0], fencingToken, 1)).toBe(false);
        expect(await datasetStates.renewLease(dataset, ids[0], fencingToken, late)).toBe(false);
      });

      test('loading is abandoned only under its own fencing token, or by a discard of the delivery', async () => {
        const fencingToken = await acquireToken(ids[0]);
        await datasetStates.beginLoading(dataset, ids[0], fencingToken, 1);
        await datasetStates.releaseLease(dataset, ids[0], fencingToken);
        await datasetStates.abandonLoading(dataset, ids[0], [{ from: 1, to: 1 }], fencingToken - 1);
        await datasetStates.abandonLoading(dataset, ids[1], [{ from: 1, to: 1 }]);
        expect(await datasetStates.read(dataset)).toMatchObject({
          loading: { delivery: ids[0], seq: 1 },
          lease: { delivery: ids[0] },
          voided: [],
        });
        await datasetStates.abandonLoading(dataset, ids[0], [{ from: 1, to: 1 }], fencingToken);
        const after = await datasetStates.read(dataset);
        expect([after.loading, after.lease, after.voided]).toEqual([undefined, undefined, [{ from: 1, to: 1 }]]);
      });

      test('a publication whose number is taken is not written, and the published one stays as it was', async () => {
        await datasetStates.beginLoading(dataset, ids[0], await acquireToken(ids[0]), 2);
        expect(await datasetStates.wasPublished(dataset, ids[0])).toBe(false);
        expect(
          await datasetStates.publish(publication(dataset, 1, { seq: 2, at: noon, delivery: ids[0] }), ids[0]),
        ).toBe(true);
        await datasetStates.beginLoading(dataset, ids[1], await acquireToken(ids[1]), 3);
        expect(
          await datasetStates.publish(publication(dataset, 1, { seq: 3, at: late, delivery: ids[1] }), ids[1]),
        ).toBe(false);
        expect(
          await datasetStates.publish(publication(dataset, 3, { seq: 3, at: late, delivery: ids[1] }), ids[1]),
        ).toBe(false);
        expect(
          await datasetStates.publish(publication(dataset, 2, { seq: 3, at: late, delivery: ids[1] }), ids[1]),
        ).toBe(true);
        expect(
          await datasetStates.rollBack(
            publication(dataset, 2, { seq: 2, at: late, kind: 'roll-back' }),
            { lastSeq: 3 },
            late,
          ),
        ).toBe(false);
        expect(
          (await datasetStates.publications(dataset, 9)).map(({ number, delivery, seq }) => [number, delivery, seq]),
        ).toEqual([
          [2, ids[1], 3],
          [1, ids[0], 2],
        ]);
        expect(
          await Promise.all([ids[0], ids[1], ids[2]].map((id) => datasetStates.wasPublished(dataset, id))),
        ).toEqual([true, true, false]);
      });

      test('a roll-back fails when a seq was given out since the state was read', async () => {
        const rollBack = publication(dataset, 3, { seq: 2, at: late, kind: 'roll-back', voided: [{ from: 3, to: 3 }] });
        expect(await datasetStates.rollBack(rollBack, { lastSeq: 2 }, late)).toBe(false);
        expect(await datasetStates.rollBack(rollBack, { lastSeq: 3 }, late)).toBe(true);
        expect(await datasetStates.publicationAt(dataset, '2020-12-01T13:00:00.000Z')).toMatchObject({ number: 1 });
      });

      test('an emptied dataset has no index', async () => {
        const { index: _none, ...empty } = publication(dataset, 4, { seq: 4, at: late, records: 0 });
        await datasetStates.beginLoading(dataset, ids[2], await acquireToken(ids[2]), 4);
        expect(await datasetStates.publish(empty, ids[2])).toBe(true);
        expect((await datasetStates.read(dataset)).index).toBeUndefined();
      });
    });

    test('a channel is on trial from its first publication and is confirmed once', async () => {
      const link = {
        dataset: 'vehicles',
        channel: 'excel',
        state: 'on-trial',
        since: early,
        firstDelivery: ids[0],
      } as const;
      const receipt = { number: 'YS-1', confirmedBy: 'operator-1', confirmedAt: late, records: 10 };
      const confirm = () => links.confirm(link, receipt, confirmationEvent(link, 'public-security', receipt));
      expect(await confirm()).toBeNull();
      const event = trialEvent(link, 'public-security');
      await links.beginTrial(link, event);
      await links.beginTrial({ ...link, since: late }, event);
      expect(await links.read('vehicles')).toEqual([link]);
      expect(await confirm()).toEqual({ ...link, state: 'linked', receipt });
      expect(await confirm()).toBeNull();
    });

    describe('record versions', () => {
      const version = (key: string, seq: number, subject?: string) => ({
        record: `vehicles#${key}`,
        seq,
        removed: false,
        values: { plate: `${key}-${seq}` },
        delivery: ids[0],
        row: seq,
        ...(subject === undefined ? {} : { subject: `vehicles#${subject}` }),
      });
      const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
        const all: T[] = [];
        for await (const item of items) all.push(item);
        return all;
      };

      test('versions are written in any number, idempotently, and read newest first up to a seq', async () => {
        const many = Array.from({ length: 260 }, (_unused, i) => version(`many-${i}`, 1, 's1'));
        await records.put([...many, ...Array.from({ length: 12 }, (_unused, i) => version('one', i + 1, 's2'))]);
        await records.put(many.slice(0, 30));
        expect((await collect(records.versionsOfRecord('vehicles#one', 9))).map(({ seq }) => seq)).toEqual([
          9, 8, 7, 6, 5, 4, 3, 2, 1,
        ]);
        expect(await collect(records.versionsOfSubject('vehicles#s1', 5))).toHaveLength(260);
        expect((await collect(records.versionsOfSubject('vehicles#s2', 3))).map(({ seq }) => seq)).toEqual([3, 2, 1]);
      });

      test('getMany returns exactly the requested versions in order; a missing one is a failure', async () => {
        const keys = Array.from({ length: 150 }, (_unused, i) => ({ record: `vehicles#many-${149 - i}`, seq: 1 }));
        expect((await records.getMany(keys)).map(({ record }) => record)).toEqual(keys.map(({ record }) => record));
        await expect(records.getMany([{ record: 'vehicles#nowhere', seq: 1 }])).rejects.toThrow(
          'record-version-missing',
        );
      });

      test('existing names the keys that have a version', async () => {
        const keys = [1, 12, 13, 99].map((seq) => ({ record: 'vehicles#one', seq }));
        const found = await records.existing([...keys, { record: 'vehicles#nowhere', seq: 1 }]);
        expect(found.map(({ seq }) => seq).toSorted((one, other) => one - other)).toEqual([1, 12]);
      });

      test('remove deletes exactly the named versions', async () => {
        await records.remove([
          { record: 'vehicles#one', seq: 12 },
          { record: 'vehicles#one', seq: 99 },
        ]);
        expect((await collect(records.versionsOfRecord('vehicles#one', 99))).map(({ seq }) => seq)[0]).toBe(11);
      });
    });
  });
});
