import { expect, test } from 'vitest';
import { readProgress } from '../../lib/departments/progress/read-progress.ts';
import { listTasks } from '../../lib/departments/tasks/list-tasks.ts';
import type { TaskPorts } from '../../lib/departments/tasks/ports.ts';
import type { DatasetListing } from '../../schemas/catalogue/views.ts';
import type { LinkState } from '../../schemas/collection/link.ts';
import type { UpdateSheets } from '../../schemas/collection/update-sheet.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { caller, civilAffairs, police } from '../catalogue/builders.ts';
import { confirmedSheet, peopleOf } from '../collection/update-sheets/sample-sheet.ts';
import { idleTaskPorts } from './idle-task-ports.ts';

const published = '2020-11-01T00:00:00.000Z';

const listingOf = (dataset: string, provider: string): DatasetListing => ({
  dataset,
  code: '307001/1',
  name: dataset,
  provider,
  summary: '测试',
  shareType: 1,
  updateCycle: '7',
  sensitivity: 1,
  fieldCount: 1,
  version: 1,
  status: 'published',
  toBeConfirmed: 0,
});
const listings = [listingOf('elderly-cards', civilAffairs.id), listingOf('vehicles', police.id)];
const linkOf = (dataset: string): LinkState => ({
  dataset,
  channel: 'excel',
  state: 'linked',
  since: published,
  firstDelivery: '01JE0000000000000000000001',
});

function portsOf(sheets: readonly UpdateSheets[], contacts = peopleOf(civilAffairs.id).contacts): TaskPorts {
  return {
    ...idleTaskPorts,
    now: () => '2020-12-05T02:00:00.000Z',
    departments: async () => [civilAffairs, police],
    people: async (department) => peopleOf(department, { contacts }),
    listings: async (provider) => listings.filter((one) => provider === undefined || one.provider === provider),
    linksOf: async (datasets) => datasets.map(linkOf),
    lastPublished: async (datasets) => new Map(datasets.map((dataset) => [dataset, published])),
    updateSheets: async () => new Map(sheets.map((one) => [one.dataset, one])),
  };
}

const { confirmed: _confirmed, receipt: _receipt, ...open } = confirmedSheet({ cycle: '7' });
const inForce = confirmedSheet({ cycle: '7' });
const provider = caller('zhao-min', 'provider');
const operator = caller('liu-yang', 'operator', 'information-center');
const both: Caller = { ...provider, roles: ['provider', 'operator'] };

async function sheetTasksOf(who: Caller, ports: TaskPorts) {
  const { items } = await listTasks({ caller: who }, ports);
  return items.flatMap(({ kind, examples }) =>
    kind.startsWith('sheets-') ? examples.map(({ title }) => `${kind}: ${title}`) : [],
  );
}

test.each<[string, Caller, TaskPorts, readonly string[]]>([
  ['a department signs its own', provider, portsOf([]), ['sheets-to-sign: elderly-cards']],
  [
    'the centre confirms every department’s',
    operator,
    portsOf(listings.map(({ dataset }) => ({ dataset, lockVersion: 1, open }))),
    ['sheets-to-confirm: elderly-cards', 'sheets-to-confirm: vehicles'],
  ],
  [
    'nobody has to do anything while sheets are in force',
    both,
    portsOf(listings.map(({ dataset }) => ({ dataset, lockVersion: 2, inForce }))),
    [],
  ],
  [
    'who sees every department is asked to renew the sheets of the own one only',
    both,
    portsOf(
      listings.map(({ dataset }) => ({ dataset, lockVersion: 2, inForce })),
      [],
    ),
    ['sheets-to-sign: elderly-cards'],
  ],
])('%s', async (_, who, ports, tasks) => {
  expect(await sheetTasksOf(who, ports)).toEqual(tasks);
});

test('the progress counts what is overdue by its sheet', async () => {
  const monthly = { dataset: 'vehicles', lockVersion: 2, inForce: confirmedSheet({ cycle: '4' }) };
  const overdue = async (sheets: readonly UpdateSheets[]) =>
    (await readProgress(null, portsOf(sheets))).batches.flatMap(({ departments }) =>
      departments.map(({ department, datasets }) => `${department}: ${datasets.overdue}`),
    );
  expect(await overdue([])).toEqual(expect.arrayContaining([`${police.id}: 0`, `${civilAffairs.id}: 0`]));
  expect(await overdue([monthly])).toEqual(expect.arrayContaining([`${police.id}: 1`, `${civilAffairs.id}: 0`]));
});
