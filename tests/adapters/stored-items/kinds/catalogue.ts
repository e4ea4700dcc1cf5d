import { seedDatasets, seedDepartments } from '../../../../infra/seeds/index.ts';
import { catalogueRepository } from '../../../../lib/adapters/catalogue/catalogue-repository.ts';
import { codeListRepository } from '../../../../lib/adapters/catalogue/code-list-repository.ts';
import { toPinyin } from '../../../../lib/adapters/catalogue/to-pinyin.ts';
import { buildSeedEntry } from '../../../../lib/catalogue/life-cycle/build-seed-entry.ts';
import { codeList } from '../../../catalogue/builders.ts';
import type { Tables } from '../open-tables.ts';
import { type Kind, lastLetter, names, now } from './kind.ts';

export function catalogueKinds({ client, name }: Tables): Kind[] {
  const catalogue = catalogueRepository(client, { catalogue: name('catalogue'), events: name('events') });
  const lists = codeListRepository(client, name('catalogue'));
  const codes = [
    ['1', '男'],
    ['2', '女'],
  ] as const;
  const byId = new Map(seedDepartments().map((department) => [department.id, department]));
  const entries = seedDatasets()
    .slice(0, 3)
    .map((seed) => {
      const department = byId.get(seed.content.metadata.provider);
      if (department === undefined) throw new Error('the seed has no such department');
      return buildSeedEntry(seed, department, now, toPinyin);
    });
  const nameByDataset = new Map(entries.map(({ entry }, i) => [entry.dataset, names[i] ?? '']));
  const [, second] = entries;
  if (second === undefined) throw new Error('the seed has too few datasets');
  const { dataset } = second.entry;
  const key = { dataset, item: 'entry' };
  const toName = (listing: { readonly dataset: string }) => nameByDataset.get(listing.dataset) ?? listing.dataset;
  const writeEntries = async () => {
    for (const { entry, version, snapshotId, searchDocument, events } of entries) {
      await catalogue.saveVersion(version, snapshotId);
      await catalogue.create(entry, events, searchDocument);
    }
  };
  const searchables = async () => (await catalogue.searchables()).map(({ listing }) => toName(listing));
  const listings = async () =>
    (await catalogue.listings({ provider: undefined, after: undefined, limit: 10 })).map(toName);
  const kind = { table: 'catalogue', write: writeEntries, key };
  return [
    {
      ...kind,
      item: 'catalogue-entry',
      damage: { body: '{"dataset":' },
      body: 'body',
      list: null,
      read: () => catalogue.entry(dataset),
      change: async () => {
        const entry = await catalogue.entry(dataset);
        if (entry === null || !(await catalogue.change({ ...entry, lockVersion: entry.lockVersion + 1 }, [])))
          throw new Error('the entry was not changed');
      },
    },
    {
      ...kind,
      item: 'catalogue-listing',
      damage: { listing: '{}' },
      body: 'listing',
      list: listings,
      read: null,
      change: null,
    },
    {
      ...kind,
      item: 'catalogue-searchable',
      damage: { searchDocument: '[]' },
      body: 'searchDocument',
      list: searchables,
      read: null,
      change: null,
    },
    {
      ...kind,
      item: 'catalogue-version',
      key: { dataset, item: 'version#000001#seed' },
      damage: { body: '{"status":"embargoed"}' },
      body: 'body',
      list: null,
      read: () => catalogue.version(dataset, 1, 'seed'),
      change: () => catalogue.saveVersion(second.version, 'seed'),
    },
    {
      item: 'catalogue-serial',
      table: 'catalogue',
      write: () => catalogue.nextSerial('30700141110105'),
      key: { dataset: '#codes', item: '30700141110105' },
      damage: { serial: 1.5 },
      list: null,
      read: () => catalogue.nextSerial('30700141110105'),
      change: () => catalogue.reserveSerial('30700141110105', 9_000),
    },
    {
      item: 'catalogue-changes',
      table: 'catalogue',
      write: writeEntries,
      key: { dataset: '#changes', item: 'changes' },
      damage: { changeCount: 'many' },
      list: null,
      read: () => catalogue.changeCount(),
      change: null,
    },
    {
      item: 'code-list',
      table: 'catalogue',
      write: () => lists.put(names.map((one) => codeList(`list-${one}`, codes))),
      key: { dataset: '#code-lists', item: 'list-b' },
      damage: { body: '{"id":"list-b"}' },
      body: 'body',
      list: async () => [...(await lists.codeLists()).keys()].map(lastLetter),
      read: null,
      change: null,
    },
  ];
}
