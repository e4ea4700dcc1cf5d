import { describe, expect, test } from 'vitest';
import { listDatasetStates, type ListDatasetStatesPorts } from '../../lib/records/list-dataset-states.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { listDatasetStatesRoute, maxStatesAtOnce } from '../../schemas/records/routes.ts';
import { datasetStateMemory } from '../collection/memory/dataset-state-memory.ts';
import { fieldOf, versionOf } from '../collection/template/sample-version.ts';
import { confirmedSheet, peopleOf } from '../collection/update-sheets/sample-sheet.ts';

const version = versionOf([fieldOf('编号', { key: 'number' })]);
const { dataset } = version;
const { provider } = version.content.metadata;
const monthly = {
  ...version,
  content: { ...version.content, metadata: { ...version.content.metadata, updateCycle: '4' as const } },
};

const delivery = '01JE0000000000000000000001';
const datasetStates = datasetStateMemory();
const publishedAt = '2024-03-01T02:00:00.000Z';
const ports: ListDatasetStatesPorts = {
  catalogue: { publishedVersion: async (id) => (id === dataset ? monthly : null) },
  datasetStates: {
    read: datasetStates.read,
    publications: async () => [
      { dataset, number: 1, kind: 'delivery', at: publishedAt, by: 'wang-fang', seq: 1, voided: [], records: 3 },
    ],
  },
  readLinks: async () => [],
  updateSheets: async () => new Map(),
  people: async () => undefined,
  now: () => '2024-04-03T00:00:00.000Z',
};
const callerOf = (role: Caller['roles'][number], department: string): Caller => ({
  subject: 'test',
  kind: 'person',
  name: '测试人员',
  department,
  roles: [role],
});
const query = listDatasetStatesRoute.query.parse({ datasets: `unknown-dataset,${dataset}` });

describe('the states of several datasets', () => {
  test('an unknown one is left out, and the update is due by the cycle', async () => {
    expect(await listDatasetStates({ caller: callerOf('provider', provider), query }, ports)).toEqual({
      items: [
        {
          dataset,
          records: 0,
          links: [],
          lastPublishedAt: publishedAt,
          nextUpdate: { due: '2024-04-01', daysLeft: -2, state: 'overdue' },
        },
      ],
    });
  });

  test('a confirmed sheet outranks the catalogue’s cycle, and is to be renewed', async () => {
    const inForce = confirmedSheet({ cycle: '5', start: '2024-02-01' });
    const link = { dataset, channel: 'excel', state: 'linked', since: publishedAt, firstDelivery: delivery } as const;
    const { items } = await listDatasetStates(
      { caller: callerOf('provider', provider), query },
      {
        ...ports,
        readLinks: async () => [link],
        updateSheets: async () => new Map([[dataset, { dataset, lockVersion: 2, inForce }]]),
        people: async () => peopleOf(provider),
      },
    );
    expect(items).toMatchObject([
      { nextUpdate: { due: '2024-06-01', state: 'later' }, updateSheet: 'to-renew', agreedCycle: '5' },
    ]);
  });

  test.each([
    ['the centre', callerOf('operator', 'information-center'), 1],
    ['the supervising office', callerOf('supervisor', 'reform-office'), 1],
    ['another provider', callerOf('provider', 'another-department'), 0],
    ['a consumer of the same department', callerOf('consumer', provider), 0],
  ])('%s', async (_, caller, shown) => {
    expect((await listDatasetStates({ caller, query }, ports)).items).toHaveLength(shown);
  });
});

test.each([
  ['none', ''],
  ['a name that is none', 'Vehicles'],
  ['more than at once', Array.from({ length: maxStatesAtOnce + 1 }, (_, index) => `d${index}`).join(',')],
])('%s is refused', (_, datasets) => {
  expect(listDatasetStatesRoute.query.safeParse({ datasets }).success).toBe(false);
});
