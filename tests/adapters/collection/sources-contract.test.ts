import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { resourcesOf } from '../../../infra/local/resources.ts';
import { deadLetterTable } from '../../../lib/adapters/sources/rejected-row-repository.ts';
import { sourceTable } from '../../../lib/adapters/sources/source-repository.ts';
import type { DeadLetterBook, SourceBook } from '../../../lib/collection/sources/ports.ts';
import type { KeptDeadLetter } from '../../../schemas/collection/sources/rejected-row.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { deadLetterMemory } from '../../collection/memory/rejected-row-memory.ts';
import { sourceMemory } from '../../collection/memory/source-memory.ts';
import { runOf, sourceOf } from '../../collection/sources/build-source.ts';
import { tableServers, type TableServerKind } from '../dynamodb/table-servers.ts';

const [early, noon, late] = [
  '2020-12-01T00:00:00.000Z',
  '2020-12-01T12:00:00.000Z',
  '2020-12-01T23:00:00.000Z',
] as const;
const deliveryOf = (number: number) => `01JD${`${number}`.padStart(22, '0')}`;

type Books = { readonly sources: SourceBook; readonly letters: DeadLetterBook; readonly close: () => Promise<void> };

async function onServer(kind: TableServerKind): Promise<Books> {
  const properties = resourcesOf((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
    /-(sources|dead-letters)$/.test(TableName),
  );
  const { tables, close } = await kind.start(properties);
  return {
    sources: sourceTable(tables, nameOf(properties, 'sources')),
    letters: deadLetterTable(tables, nameOf(properties, 'dead-letters')),
    close,
  };
}

const inMemory = async (): Promise<Books> => ({
  sources: sourceMemory(),
  letters: deadLetterMemory(),
  close: async () => undefined,
});
const kinds = [
  ...tableServers.map((kind) => ({ name: kind.name, found: kind.found, open: () => onServer(kind) })),
  { name: 'memory', found: true, open: inMemory },
];

describe.each(kinds.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let books: Books;
    let sources: SourceBook;
    let letters: DeadLetterBook;
    beforeAll(async () => {
      books = await kind.open();
      ({ sources, letters } = books);
    });
    afterAll(() => books.close());

    describe('sources', () => {
      const key = { dataset: 'vehicles', channel: 'database' } as const;

      test('a source is created once and read back as it was; the other door is another source', async () => {
        const source = sourceOf({ ...key, run: runOf(), asked: { purpose: 'asked', by: 'operator-1' } });
        expect(await sources.create(source)).toBe(true);
        expect(await sources.create(sourceOf(key))).toBe(false);
        expect(await sources.read(key)).toEqual(source);
        expect(await sources.read({ ...key, channel: 'interface' })).toBeNull();
        expect(await sources.change({ ...key, channel: 'interface' }, { watermark: 'x' }, {})).toBeNull();
        expect(await sources.acquireLease({ ...key, channel: 'interface' }, early, noon)).toBeNull();
        expect(await sources.read({ ...key, channel: 'interface' })).toBeNull();
      });

      test('null takes an attribute away, what is undefined stays, and the changed source is answered whole', async () => {
        const changed = await sources.change(key, { run: null, asked: null, watermark: '7', wakeAt: undefined }, {});
        expect(changed).toEqual({ ...sourceOf({ ...key, watermark: '7' }) });
        expect(await sources.read(key)).toEqual(changed);
        await sources.change(key, { watermark: null }, {});
        expect((await sources.read(key))?.watermark).toBeUndefined();
      });

      test.each([
        ['its fence', { fencingToken: 0 }, { fencingToken: 1 }],
        ['its version', { version: 1 }, { version: 2 }],
        ['both together', { fencingToken: 0, version: 1 }, { fencingToken: 0, version: 2 }],
      ] as const)('a change under a condition: %s', async (_name, fits, differs) => {
        expect(await sources.change(key, { watermark: 'no' }, differs)).toBeNull();
        expect((await sources.read(key))?.watermark).not.toBe('no');
        expect(await sources.change(key, { watermark: 'yes' }, fits)).toMatchObject({ watermark: 'yes' });
      });

      test('one worker has its turn at a time; a lease that ran out passes it on under a higher fence', async () => {
        expect(await sources.acquireLease(key, early, noon)).toMatchObject({
          fencingToken: 1,
          leaseUntil: noon,
          wakeAt: noon,
        });
        expect(await sources.acquireLease(key, early, late)).toBeNull();
        expect(await sources.acquireLease(key, noon, late)).toMatchObject({ fencingToken: 2, leaseUntil: late });
        expect(await sources.change(key, { watermark: 'late worker' }, { fencingToken: 1 })).toBeNull();
        expect(
          await sources.change(key, { leaseUntil: null, wakeAt: null }, { fencingToken: 2, version: 1 }),
        ).toMatchObject({
          fencingToken: 2,
        });
        expect(await sources.acquireLease(key, early, noon)).toMatchObject({ fencingToken: 3 });
        await sources.change(key, { leaseUntil: null }, { fencingToken: 3 });
      });

      test('due are those whose moment has come, until they have nothing to wait for', async () => {
        await sources.create(sourceOf({ ...key, dataset: 'parents', wakeAt: noon }));
        const due = async (now: string) => (await sources.due(now)).map(({ dataset }) => dataset);
        expect(await due(early)).not.toContain('parents');
        expect(await due(noon)).toContain('parents');
        await sources.change({ ...key, dataset: 'parents' }, { wakeAt: null }, {});
        expect(await due(late)).not.toContain('parents');
        await sources.change({ ...key, dataset: 'parents' }, { wakeAt: early }, {});
        expect(await due(late)).toContain('parents');
      });

      test('the list goes by dataset, from after a place on, and for one department', async () => {
        for (const [dataset, department] of [
          ['aa', 'health'],
          ['bb', 'agriculture'],
          ['cc', 'health'],
          ['dd', 'health'],
        ] as const)
          await sources.create(sourceOf({ dataset, department }));
        const listed = async (page: Parameters<SourceBook['list']>[0]) =>
          (await sources.list(page)).slice(0, page.limit).map(({ dataset }) => dataset);
        expect(await listed({ limit: 3 })).toEqual(['aa', 'bb', 'cc']);
        expect(await listed({ limit: 2, after: 'bb' })).toEqual(['cc', 'dd']);
        expect(await listed({ limit: 9, department: 'health' })).toEqual(['aa', 'cc', 'dd']);
        expect(await listed({ limit: 9, department: 'health', after: 'aa' })).toEqual(['cc', 'dd']);
        expect((await sources.list({ limit: 2, department: 'health' })).length).toBeGreaterThan(2);
      });
    });

    describe('dead letters', () => {
      const key = { dataset: 'vehicles', channel: 'database' } as const;
      type News = Parameters<DeadLetterBook['came']>[0][number];
      const news = (id: string, delivery: number, changes: Partial<News> = {}): News => ({
        ...key,
        id,
        kind: 'row',
        delivery: deliveryOf(delivery),
        page: 1,
        row: 2,
        codes: ['required-cell-empty'],
        detail: '未填写。',
        at: early,
        ...changes,
      });
      const idsOf = (found: readonly KeptDeadLetter[]) => found.map(({ id }) => id);

      test('a letter waits from its first time on; the same news twice counts once, newer news counts again and keeps the first time', async () => {
        await letters.came([news('a', 1)]);
        await letters.came([news('a', 1, { at: noon })]);
        expect(await letters.read(key, 'a')).toEqual({
          ...news('a', 1),
          state: 'waiting',
          firstAt: early,
          attempts: 1,
        });
        await letters.came([news('a', 3, { at: noon, page: 4 })]);
        await letters.came([news('a', 2, { at: late })]);
        expect(await letters.read(key, 'a')).toEqual({
          ...news('a', 3, { at: noon, page: 4 }),
          state: 'waiting',
          firstAt: early,
          attempts: 2,
        });
        expect(await letters.read({ ...key, channel: 'interface' }, 'a')).toBeNull();
      });

      test('open are those that are not overcome, by id and page', async () => {
        await letters.came(['c', 'b', 'd', 'p1'].map((id) => news(id, 1)));
        await letters.came([news('z', 1, { dataset: 'parents' })]);
        expect(idsOf(await letters.open(key, { limit: 3 }))).toEqual(['a', 'b', 'c']);
        expect(idsOf(await letters.open(key, { limit: 3, after: 'c' }))).toEqual(['d', 'p1']);
        await letters.overcome(key, ['b', 'nobody'], deliveryOf(0));
        expect(await letters.read(key, 'b')).toMatchObject({ state: 'waiting' });
        await letters.overcome(key, ['b', 'nobody'], deliveryOf(1));
        expect(await letters.read(key, 'nobody')).toBeNull();
        expect(await letters.read(key, 'b')).toMatchObject({ state: 'overcome' });
        expect(await letters.openIds(key)).toEqual(new Set(['a', 'c', 'd', 'p1']));
        expect(await letters.countOpen(key)).toBe(4);
      });

      test('an overcome one that comes again waits again', async () => {
        await letters.came([news('b', 1)]);
        expect(await letters.read(key, 'b')).toMatchObject({ state: 'overcome' });
        await letters.came([news('b', 2)]);
        expect(await letters.read(key, 'b')).toMatchObject({ state: 'waiting', attempts: 2 });
        expect(await letters.openIds(key)).toContain('b');
      });

      test('only one that waits is taken into a replay, and once; it stays open until it is overcome', async () => {
        expect(await letters.takeUp(key, 'c', deliveryOf(5))).toMatchObject({
          state: 'replaying',
          replay: deliveryOf(5),
        });
        expect(await letters.takeUp(key, 'c', deliveryOf(6))).toBeNull();
        expect(await letters.takeUp(key, 'nobody', deliveryOf(6))).toBeNull();
        expect(await letters.openIds(key)).toContain('c');
        await letters.overcome(key, ['c'], deliveryOf(6));
        expect(await letters.takeUp(key, 'c', deliveryOf(6))).toBeNull();
      });

      test('those of a replay that was given up wait again, others stay as they are', async () => {
        await letters.takeUp(key, 'd', deliveryOf(5));
        await letters.waitAgain(key, ['d', 'c', 'nobody']);
        const back = await letters.read(key, 'd');
        expect([back?.state, back?.replay]).toEqual(['waiting', undefined]);
        expect(await letters.read(key, 'c')).toMatchObject({ state: 'overcome' });
        expect(await letters.read(key, 'nobody')).toBeNull();
      });

      test('news of a letter that is being replayed lets it wait again', async () => {
        await letters.takeUp(key, 'd', deliveryOf(5));
        await letters.came([news('d', 5)]);
        const back = await letters.read(key, 'd');
        expect([back?.state, back?.replay, back?.attempts]).toEqual(['waiting', undefined, 2]);
      });
    });
  });
});
