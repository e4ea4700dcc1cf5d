import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogueRepository, type CatalogueRepository } from '../../lib/adapters/catalogue/catalogue-repository.ts';
import { codeListRepository, type CodeListRepository } from '../../lib/adapters/catalogue/code-list-repository.ts';
import { buildSeedEntry } from '../../lib/catalogue/life-cycle/build-seed-entry.ts';
import { tableServers, type TableServer } from '../adapters/dynamodb/table-servers.ts';
import { civilAffairs, codeList, content, field, police } from './builders.ts';
import { catalogueProperties, nameOf } from './catalogue-properties.ts';

const at = '2020-12-01T00:00:00.000Z';
const plain = (text: string) => Array.from(text);
const seeded = (dataset: string, department = civilAffairs, name = '测试信息') =>
  buildSeedEntry(
    { dataset, code: '307001411101/000001', content: content({}, { name, provider: department.id }) },
    department,
    at,
    plain,
  );

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('the catalogue table on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    let table: CatalogueRepository;
    let lists: CodeListRepository;
    beforeAll(async () => {
      const properties = await catalogueProperties();
      server = await kind.start(properties);
      table = catalogueRepository(server.tables, {
        catalogue: nameOf(properties, 'catalogue'),
        events: nameOf(properties, 'events'),
      });
      lists = codeListRepository(server.tables, nameOf(properties, 'catalogue'));
    });
    afterAll(() => server.close());

    test('an entry is created once and read back unchanged', async () => {
      const { entry, searchDocument } = seeded('made-once');
      expect(await table.entry('made-once')).toBeNull();
      expect(await table.create(entry, [], searchDocument)).toBe(true);
      expect(await table.create({ ...entry, code: '307001411101/000002' }, [], searchDocument)).toBe(false);
      expect(await table.entry('made-once')).toEqual(entry);
    });

    test('of two changes to the same lockVersion, one is stored', async () => {
      const { entry } = seeded('two-at-once');
      await table.create(entry, []);
      const next = { ...entry, lockVersion: 2 };
      const results = await Promise.all([
        table.change({ ...next, latestVersion: 2 }, []),
        table.change({ ...next, latestVersion: 3 }, []),
      ]);
      expect(results.filter((each) => each)).toHaveLength(1);
      expect(await table.entry('two-at-once')).toMatchObject({ lockVersion: 2, latestVersion: results[0] ? 2 : 3 });
      expect(await table.change({ ...next, lockVersion: 1 }, [])).toBe(false);
      expect(await table.change({ ...next, lockVersion: 4 }, [])).toBe(false);
    });

    test('a change does not create a missing entry', async () => {
      expect(await table.change({ ...seeded('nowhere').entry, lockVersion: 2 }, [])).toBe(false);
      expect(await table.entry('nowhere')).toBeNull();
    });

    test('a version is read by its snapshot id; a missing one is a failure', async () => {
      const { version } = seeded('copies');
      await table.saveVersion(version, 'one');
      await table.saveVersion({ ...version, createdBy: 'someone-else' }, 'other');
      expect(await table.version('copies', 1, 'one')).toEqual(version);
      expect(await table.version('copies', 1, 'other')).toMatchObject({ createdBy: 'someone-else' });
      await expect(table.version('copies', 1, 'third')).rejects.toThrow('catalogue-version-missing');
    });

    test('an entry of 200 fields with long texts has room', async () => {
      const fields = Array.from({ length: 200 }, (_each, i) =>
        field(`field_${i}`, `信息项${i}`, {
          aliases: ['别名一', '别名二'].map((alias) => `${alias}${i}`),
          description: '说明文字'.repeat(20),
          required: i === 0,
        }),
      );
      const wide = buildSeedEntry(
        {
          dataset: 'wide',
          code: '307001411101/000003',
          content: content({ fields, key: ['field_0'], subject: undefined }, { sensitivity: 1 }),
        },
        civilAffairs,
        at,
        plain,
      );
      await table.saveVersion(wide.version, 'one');
      expect(
        await table.create(
          { ...wide.entry, open: { ...wide.version, version: 2, status: 'draft' } },
          [],
          wide.searchDocument,
        ),
      ).toBe(true);
      expect((await table.entry('wide'))?.open?.content.fields).toHaveLength(200);
    });

    test('lists are ordered by id, filtered by department, start anywhere, and hold entries only', async () => {
      for (const id of ['list-c', 'list-a', 'list-b']) await table.create(seeded(id).entry, []);
      await table.create(seeded('list-p', police).entry, []);
      await table.saveVersion(seeded('list-a').version, 'one');
      const ids = async (query: { provider?: string; after?: string; limit: number }) =>
        (await table.listings({ provider: query.provider, after: query.after, limit: query.limit })).map(
          ({ dataset }) => dataset,
        );
      expect((await ids({ limit: 100 })).filter((id) => id.startsWith('list-'))).toEqual([
        'list-a',
        'list-b',
        'list-c',
        'list-p',
      ]);
      expect(await ids({ after: 'list-a', limit: 2 })).toEqual(['list-b', 'list-c']);
      expect(await ids({ provider: police.id, limit: 5 })).toEqual(['list-p']);
      expect(await ids({ provider: 'nobody', limit: 5 })).toEqual([]);
    });

    test('the search document is written, results and deleted; the change count moves only with it', async () => {
      const { entry, searchDocument } = seeded('found');
      const found = async () => (await table.searchables()).find(({ listing }) => listing.dataset === 'found');
      const start = await table.changeCount();
      await table.create(entry, []);
      expect(await found()).toBeUndefined();
      await table.change({ ...entry, lockVersion: 2 }, [], searchDocument);
      expect(await found()).toEqual({ listing: entry.listing, searchDocument });
      expect(await table.changeCount()).toBe(start + 1);
      const listing = { ...entry.listing, open: { version: 2, status: 'draft' } } as const;
      await table.change({ ...entry, lockVersion: 3, listing }, []);
      expect((await found())?.listing.open).toEqual({ version: 2, status: 'draft' });
      expect((await found())?.searchDocument).toEqual(searchDocument);
      expect(await table.changeCount()).toBe(start + 1);
      await table.change({ ...entry, lockVersion: 4 }, [], null);
      expect(await found()).toBeUndefined();
      expect(await table.changeCount()).toBe(start + 2);
      await table.change({ ...entry, lockVersion: 9 }, [], searchDocument);
      expect(await table.changeCount()).toBe(start + 2);
    });

    test('serial numbers are unique under concurrency, and never below a reserved one', async () => {
      const serials = await Promise.all(Array.from({ length: 20 }, () => table.nextSerial('307001')));
      expect(serials.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_each, i) => i + 1));
      await table.reserveSerial('307001', 5);
      expect(await table.nextSerial('307001')).toBe(21);
      await table.reserveSerial('307001', 100);
      expect(await table.nextSerial('307001')).toBe(101);
      expect(await table.nextSerial('307002')).toBe(1);
    });

    test('code lists are stored side by side, and a later one overwrites', async () => {
      await lists.put([
        codeList('sex', [
          ['1', '男'],
          ['2', '女'],
        ]),
        codeList('document', [
          ['1', '身份证'],
          ['2', '护照'],
        ]),
      ]);
      await lists.put([
        codeList('sex', [
          ['1', '男性'],
          ['2', '女性'],
        ]),
      ]);
      const all = await lists.codeLists();
      expect([...all.keys()].toSorted()).toEqual(['document', 'sex']);
      expect(all.get('sex')?.codes[0]?.label).toBe('男性');
    });
  });
});
