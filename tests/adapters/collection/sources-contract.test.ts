import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { rejectedRowRepository } from '../../../lib/adapters/sources/rejected-row-repository.ts';
import { sourceRepository } from '../../../lib/adapters/sources/source-repository.ts';
import type { RejectedRowRepository, SourceRepository } from '../../../lib/collection/sources/ports.ts';
import type { RejectedRowRecord } from '../../../schemas/collection/sources/rejected-row.ts';
import type { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { rejectedRowMemory } from '../../collection/memory/rejected-row-memory.ts';
import { sourceMemory } from '../../collection/memory/source-memory.ts';
import { buildRun, buildSource, registrationOf } from '../../collection/sources/build-source.ts';
import { tableServers, type TableServerKind } from '../dynamodb/table-servers.ts';

const [early, noon, late] = [
  '2020-12-01T00:00:00.000Z',
  '2020-12-01T12:00:00.000Z',
  '2020-12-01T23:00:00.000Z',
] as const;
const deliveryId = (number: number) => `01JD${`${number}`.padStart(22, '0')}`;

type Repositories = {
  readonly sources: SourceRepository;
  readonly rejectedRows: RejectedRowRepository;
  readonly close: () => Promise<void>;
};

async function onServer(kind: TableServerKind): Promise<Repositories> {
  const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
    /-(sources|rejected-rows|events)$/.test(TableName),
  );
  const { tables, close } = await kind.start(properties);
  return {
    sources: sourceRepository(tables, {
      sources: nameOf(properties, 'sources'),
      events: nameOf(properties, 'events'),
    }),
    rejectedRows: rejectedRowRepository(tables, nameOf(properties, 'rejected-rows')),
    close,
  };
}

const inMemory = async (): Promise<Repositories> => ({
  sources: sourceMemory(),
  rejectedRows: rejectedRowMemory(),
  close: async () => undefined,
});
const kinds = [
  ...tableServers.map((kind) => ({ name: kind.name, found: kind.found, open: () => onServer(kind) })),
  { name: 'memory', found: true, open: inMemory },
];

describe.each(kinds.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let repositories: Repositories;
    let sources: SourceRepository;
    let rejectedRows: RejectedRowRepository;
    beforeAll(async () => {
      repositories = await kind.open();
      ({ sources, rejectedRows } = repositories);
    });
    afterAll(() => repositories.close());

    const create = async (source: SourceRecord) => await sources.create(source, registrationOf(source));

    describe('sources', () => {
      const key = { dataset: 'vehicles', channel: 'database' } as const;

      test('a source is created once and reads back as written; the other channel is another source', async () => {
        const source = buildSource({ ...key, run: buildRun(), requested: { purpose: 'requested', by: 'operator-1' } });
        expect(await create(source)).toBe(true);
        expect(await create(buildSource(key))).toBe(false);
        expect(await sources.read(key)).toEqual(source);
        expect(await sources.read({ ...key, channel: 'interface' })).toBeNull();
        expect(await sources.change({ ...key, channel: 'interface' }, { watermark: 'x' }, {})).toBeNull();
        expect(await sources.acquireLease({ ...key, channel: 'interface' }, early, noon)).toBeNull();
        expect(await sources.read({ ...key, channel: 'interface' })).toBeNull();
      });

      test('null removes an attribute, undefined leaves it, and the whole changed source is returned', async () => {
        const changed = await sources.change(key, { run: null, requested: null, watermark: '7', dueAt: undefined }, {});
        expect(changed).toEqual({ ...buildSource({ ...key, watermark: '7' }) });
        expect(await sources.read(key)).toEqual(changed);
        await sources.change(key, { watermark: null }, {});
        expect((await sources.read(key))?.watermark).toBeUndefined();
      });

      test.each([
        ['its fencing token', { fencingToken: 0 }, { fencingToken: 1 }],
        ['its lockVersion', { lockVersion: 1 }, { lockVersion: 2 }],
        ['both together', { fencingToken: 0, lockVersion: 1 }, { fencingToken: 0, lockVersion: 2 }],
      ] as const)('a change under a condition: %s', async (_name, fits, differs) => {
        expect(await sources.change(key, { watermark: 'no' }, differs)).toBeNull();
        expect((await sources.read(key))?.watermark).not.toBe('no');
        expect(await sources.change(key, { watermark: 'yes' }, fits)).toMatchObject({ watermark: 'yes' });
      });

      test('one worker has the lease at a time; an expired one passes on with a higher fencing token', async () => {
        expect(await sources.acquireLease(key, early, noon)).toMatchObject({
          fencingToken: 1,
          leaseUntil: noon,
          dueAt: noon,
        });
        expect(await sources.acquireLease(key, early, late)).toBeNull();
        expect(await sources.acquireLease(key, noon, late)).toMatchObject({ fencingToken: 2, leaseUntil: late });
        expect(await sources.change(key, { watermark: 'late worker' }, { fencingToken: 1 })).toBeNull();
        expect(
          await sources.change(key, { leaseUntil: null, dueAt: null }, { fencingToken: 2, lockVersion: 1 }),
        ).toMatchObject({
          fencingToken: 2,
        });
        expect(await sources.acquireLease(key, early, noon)).toMatchObject({ fencingToken: 3 });
        await sources.change(key, { leaseUntil: null }, { fencingToken: 3 });
      });

      test('a source is due from its dueAt on, until it has none', async () => {
        await create(buildSource({ ...key, dataset: 'parents', dueAt: noon }));
        const due = async (now: string) => (await sources.due(now)).map(({ dataset }) => dataset);
        expect(await due(early)).not.toContain('parents');
        expect(await due(noon)).toContain('parents');
        await sources.change({ ...key, dataset: 'parents' }, { dueAt: null }, {});
        expect(await due(late)).not.toContain('parents');
        await sources.change({ ...key, dataset: 'parents' }, { dueAt: early }, {});
        expect(await due(late)).toContain('parents');
      });

      test('the list is ordered by dataset, starts after a cursor, and can be limited to a department', async () => {
        for (const [dataset, department] of [
          ['aa', 'health'],
          ['bb', 'agriculture'],
          ['cc', 'health'],
          ['dd', 'health'],
        ] as const)
          await create(buildSource({ dataset, department }));
        const listed = async (page: Parameters<SourceRepository['list']>[0]) =>
          (await sources.list(page)).slice(0, page.limit).map(({ dataset }) => dataset);
        expect(await listed({ limit: 3 })).toEqual(['aa', 'bb', 'cc']);
        expect(await listed({ limit: 2, after: 'bb' })).toEqual(['cc', 'dd']);
        expect(await listed({ limit: 9, department: 'health' })).toEqual(['aa', 'cc', 'dd']);
        expect(await listed({ limit: 9, department: 'health', after: 'aa' })).toEqual(['cc', 'dd']);
        expect((await sources.list({ limit: 2, department: 'health' })).length).toBeGreaterThan(2);
      });
    });

    describe('rejected rows', () => {
      const key = { dataset: 'vehicles', channel: 'database' } as const;
      type Rejection = Parameters<RejectedRowRepository['recordRejection']>[0][number];
      const rejection = (id: string, delivery: number, changes: Partial<Rejection> = {}): Rejection => ({
        ...key,
        id,
        kind: 'row',
        delivery: deliveryId(delivery),
        page: 1,
        row: 2,
        codes: ['required-cell-empty'],
        detail: '未填写。',
        at: early,
        ...changes,
      });
      const toIds = (found: readonly RejectedRowRecord[]) => found.map(({ id }) => id);

      test('a rejected row is pending at once; a repeated rejection counts once, a later one again', async () => {
        await rejectedRows.recordRejection([rejection('a', 1)]);
        await rejectedRows.recordRejection([rejection('a', 1, { at: noon })]);
        expect(await rejectedRows.read(key, 'a')).toEqual({
          ...rejection('a', 1),
          state: 'pending',
          firstAt: early,
          attempts: 1,
        });
        await rejectedRows.recordRejection([rejection('a', 3, { at: noon, page: 4 })]);
        await rejectedRows.recordRejection([rejection('a', 2, { at: late })]);
        expect(await rejectedRows.read(key, 'a')).toEqual({
          ...rejection('a', 3, { at: noon, page: 4 }),
          state: 'pending',
          firstAt: early,
          attempts: 2,
        });
        expect(await rejectedRows.read({ ...key, channel: 'interface' }, 'a')).toBeNull();
      });

      test('pending rows are those that are not resolved, by id and page', async () => {
        await rejectedRows.recordRejection(['c', 'b', 'd', 'p1'].map((id) => rejection(id, 1)));
        await rejectedRows.recordRejection([rejection('z', 1, { dataset: 'parents' })]);
        expect(toIds(await rejectedRows.pending(key, { limit: 3 }))).toEqual(['a', 'b', 'c']);
        expect(toIds(await rejectedRows.pending(key, { limit: 3, after: 'c' }))).toEqual(['d', 'p1']);
        await rejectedRows.resolve(key, ['b', 'nobody'], deliveryId(0));
        expect(await rejectedRows.read(key, 'b')).toMatchObject({ state: 'pending' });
        await rejectedRows.resolve(key, ['b', 'nobody'], deliveryId(1));
        expect(await rejectedRows.read(key, 'nobody')).toBeNull();
        expect(await rejectedRows.read(key, 'b')).toMatchObject({ state: 'resolved' });
        expect(await rejectedRows.pendingIds(key)).toEqual(new Set(['a', 'c', 'd', 'p1']));
        expect(await rejectedRows.countPending(key)).toBe(4);
      });

      test('a resolved row that is rejected again is pending again', async () => {
        await rejectedRows.recordRejection([rejection('b', 1)]);
        expect(await rejectedRows.read(key, 'b')).toMatchObject({ state: 'resolved' });
        await rejectedRows.recordRejection([rejection('b', 2)]);
        expect(await rejectedRows.read(key, 'b')).toMatchObject({ state: 'pending', attempts: 2 });
        expect(await rejectedRows.pendingIds(key)).toContain('b');
      });

      test('only a pending row is claimed for a replay, and once; it stays listed until it is resolved', async () => {
        expect(await rejectedRows.claimForReplay(key, 'c', deliveryId(5))).toMatchObject({
          state: 'replaying',
          replay: deliveryId(5),
        });
        expect(await rejectedRows.claimForReplay(key, 'c', deliveryId(6))).toBeNull();
        expect(await rejectedRows.claimForReplay(key, 'nobody', deliveryId(6))).toBeNull();
        expect(await rejectedRows.pendingIds(key)).toContain('c');
        await rejectedRows.resolve(key, ['c'], deliveryId(6));
        expect(await rejectedRows.claimForReplay(key, 'c', deliveryId(6))).toBeNull();
      });

      test('rows of an abandoned replay are pending again, others stay as they are', async () => {
        await rejectedRows.claimForReplay(key, 'd', deliveryId(5));
        await rejectedRows.reopen(key, ['d', 'c', 'nobody']);
        const after = await rejectedRows.read(key, 'd');
        expect([after?.state, after?.replay]).toEqual(['pending', undefined]);
        expect(await rejectedRows.read(key, 'c')).toMatchObject({ state: 'resolved' });
        expect(await rejectedRows.read(key, 'nobody')).toBeNull();
      });

      test('a rejection of a row being replayed makes it pending again', async () => {
        await rejectedRows.claimForReplay(key, 'd', deliveryId(5));
        await rejectedRows.recordRejection([rejection('d', 5)]);
        const after = await rejectedRows.read(key, 'd');
        expect([after?.state, after?.replay, after?.attempts]).toEqual(['pending', undefined, 2]);
      });
    });
  });
});
