import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  createEntity,
  defineModel,
  putEntity,
  queryEntities,
  readEntity,
  updateEntity,
  where,
} from '../../../lib/adapters/dynamodb/entity-model.ts';
import { getItem, putItem } from '../../../lib/adapters/dynamodb/items.ts';
import { tableOf, tableServers, type TableServer } from './table-servers.ts';

const openModel = defineModel({ id: { type: String, hashKey: true } });
const item = {
  id: 'full',
  text: '居民身份证',
  emptyText: '',
  number: 1.5,
  flag: false,
  list: [{ a: 1 }, { b: ['x', []] }],
  emptyList: [],
  map: { 'a.b': { S: 'looks like DynamoDB' }, empty: {} },
  numbers: new Set([1, 2]),
  texts: new Set(['a']),
};

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('models on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    let other: TableServer;
    beforeAll(async () => {
      server = await kind.start([tableOf('things', 'id')]);
      other = await kind.start([tableOf('things', 'id')]);
    });
    afterAll(() => Promise.all([server.close(), other.close()]));
    const model = () => openModel(server.tables, 'things');
    const table = () => ({ client: server.tables, name: 'things' });

    test('an item is stored as the document client stores it, and read as it was', async () => {
      await putEntity(model(), { ...item, absent: undefined });
      const stored = await getItem(table(), { id: 'full' });
      expect(stored).toEqual({ ...item, schema: 1 });
      await putItem(table(), item);
      expect(await getItem(table(), { id: 'full' })).toEqual(stored);
      expect(await readEntity(model(), { id: 'full' })).toEqual({ ...item, schema: 1 });
    });

    test('tables of one name on two clients stay apart', async () => {
      await createEntity(openModel(other.tables, 'things'), { id: 'elsewhere' });
      expect(await readEntity(model(), { id: 'elsewhere' })).toBeUndefined();
      expect(await readEntity(openModel(other.tables, 'things'), { id: 'elsewhere' })).toMatchObject({
        id: 'elsewhere',
      });
    });

    test('only the first of two creates succeeds', async () => {
      expect(await createEntity(model(), { id: 'once', by: 1 })).toBe(true);
      expect(await createEntity(model(), { id: 'once', by: 2 })).toBe(false);
      expect(await readEntity(model(), { id: 'once' })).toMatchObject({ id: 'once', by: 1 });
    });

    test('null removes an attribute, undefined leaves it, numbers and sets are added', async () => {
      await putEntity(model(), { id: 'changed', a: 1, b: 2, count: 1, parts: new Set([1]) });
      const changes = { set: { a: null, b: undefined, c: { d: [1] } }, add: { count: 2, parts: new Set([7]) } };
      const expected = { id: 'changed', b: 2, c: { d: [1] }, count: 3, parts: new Set([1, 7]), schema: 1 };
      expect(await updateEntity(model(), { id: 'changed' }, changes)).toEqual(expected);
      expect(await getItem(table(), { id: 'changed' })).toEqual(expected);
    });

    test('a change whose condition does not hold changes nothing', async () => {
      await putEntity(model(), { id: 'locked', lease: 5 });
      const free = (now: number) =>
        where()
          .attribute('id')
          .exists()
          .parenthesis(where().attribute('lease').not().exists().or().attribute('lease').le(now));
      expect(await updateEntity(model(), { id: 'locked' }, { set: { lease: 9 }, condition: free(4) })).toBeNull();
      expect(await updateEntity(model(), { id: 'nowhere' }, { set: { lease: 9 }, condition: free(4) })).toBeNull();
      expect(await updateEntity(model(), { id: 'locked' }, { set: { lease: 9 }, condition: free(5) })).toMatchObject({
        lease: 9,
      });
    });

    test('a query reads page by page', async () => {
      const ids: string[] = [];
      for await (const { id } of queryEntities(model().scan().limit(2))) ids.push(z.string().parse(id));
      expect(ids.toSorted()).toEqual(['changed', 'full', 'locked', 'once']);
    });
  });
});
