import { describe, expect, test } from 'vitest';
import { draftTask } from '../../lib/departments/tasks/draft-tasks.ts';
import { groupTasks, type FoundTask } from '../../lib/departments/tasks/group-tasks.ts';
import { tasksOfRole } from '../../lib/departments/tasks/kinds.ts';
import { listTasks } from '../../lib/departments/tasks/list-tasks.ts';
import type { TaskPorts } from '../../lib/departments/tasks/ports.ts';
import type { DatasetStatus } from '../../schemas/catalogue/dataset-version.ts';
import type { CatalogueEntry } from '../../schemas/catalogue/entry.ts';
import type { CatalogueAction } from '../../schemas/catalogue/history.ts';
import type { Batch } from '../../schemas/certificates/batch.ts';
import type { DepartmentPeople } from '../../schemas/departments/people.ts';
import type { Question, QuestionState } from '../../schemas/departments/question.ts';
import { TaskGroup } from '../../schemas/departments/task.ts';
import { Role } from '../../schemas/kernel/role.ts';
import { caller, civilAffairs, content, police } from '../catalogue/builders.ts';
import { idleTaskPorts } from './idle-task-ports.ts';

const at = '2020-11-20T01:00:00.000Z';

function entry(status: DatasetStatus, provider = civilAffairs.id, reason?: string): CatalogueEntry {
  const action: CatalogueAction = status === 'returned' ? 'returned' : 'drafted';
  const history = [{ action, by: 'checker', name: '测试人员', department: 'information-center', at }];
  const dataset = `${provider}-${status}`;
  const code = '307001/12';
  return {
    dataset,
    code,
    provider,
    lockVersion: 3,
    latestVersion: 2,
    closed: [],
    open: {
      dataset,
      version: 2,
      code,
      status,
      compatibility: 'compatible',
      content: content(),
      createdAt: at,
      createdBy: 'maker',
      updatedAt: at,
      history: history.map((step) => (reason === undefined ? step : { ...step, reason })),
    },
    listing: {
      dataset,
      code,
      name: content().metadata.name,
      provider,
      summary: '测试',
      shareType: 1,
      updateCycle: '4',
      sensitivity: 1,
      fieldCount: 1,
      version: 2,
      status,
      toBeConfirmed: 0,
      open: { version: 2, status },
    },
  };
}

function peopleOf(department: string): DepartmentPeople {
  const person = { name: '测试人员', duty: '测试', phone: '0395-3177000' };
  const step = { at, by: 'officer', name: '测试人员' };
  return { department, inCharge: person, contacts: [person], lockVersion: 1, changed: step, confirmed: step };
}

function questionOf(department: string, state: QuestionState): Question {
  const message = { side: 'unit', text: '怎样报送？', at, by: 'officer', name: '测试人员' } as const;
  return {
    id: '01JD0000000000000000000001',
    department,
    page: '/deliveries',
    pageTitle: '报送',
    state,
    messages: [message],
    changedAt: at,
    lockVersion: 1,
  };
}

function portsOf(entries: readonly CatalogueEntry[], more: Partial<TaskPorts> = {}): TaskPorts {
  return {
    ...idleTaskPorts,
    now: () => '2020-12-05T02:00:00.000Z',
    departments: async () => [{ ...civilAffairs, linkDeadline: '2020-12-10' }, police],
    people: async (department) => peopleOf(department),
    listings: async (provider) =>
      entries
        .map(({ listing }) => listing)
        .filter((listing) => provider === undefined || listing.provider === provider),
    entry: async (dataset) => entries.find((one) => one.dataset === dataset) ?? null,
    ...more,
  };
}

const open: readonly DatasetStatus[] = ['draft', 'submitted', 'returned', 'registered'];
const city = open.flatMap((status) => [entry(status), entry(status, police.id)]);

async function kindsFor(role: Role, entries = city) {
  const { items } = await listTasks({ caller: caller('person', role) }, portsOf(entries));
  return items.map(({ kind, count, address }) => [kind, count, address]);
}

describe('a role sees its own tasks', () => {
  test.each<[Role, readonly (readonly [string, number, string])[]]>([
    ['provider', [['drafts-returned', 1, '/datasets?state=returned']]],
    [
      'operator',
      [
        ['drafts-to-review', 2, '/reviews?kind=drafts-to-review'],
        ['drafts-to-publish', 2, '/reviews?kind=drafts-to-publish'],
      ],
    ],
    ['supervisor', []],
    ['consumer', []],
  ])('%s', async (role, kinds) => {
    expect(await kindsFor(role)).toEqual(kinds);
  });

  test('each unit is asked for its own people, the centre only for its own', async () => {
    const ports = portsOf([], {
      people: async (department) => (department === police.id ? peopleOf(department) : undefined),
    });
    const asked = async (role: Role, department: string) =>
      (await listTasks({ caller: caller('person', role, department) }, ports)).items.map(({ kind }) => kind);
    expect(await asked('provider', civilAffairs.id)).toEqual(['people-to-confirm']);
    expect(await asked('provider', police.id)).toEqual([]);
    expect(await asked('operator', 'information-center')).toEqual(['people-to-confirm']);
    expect(await asked('supervisor', civilAffairs.id)).toEqual([]);
  });

  test('a consumer has its department’s applications and grants, and the answers to its own questions, and nothing else', async () => {
    const ports = portsOf([], {
      listings: () => Promise.reject(new Error('read')),
      openQuestions: () => Promise.reject(new Error('read')),
      newestQuestions: async (department) => [questionOf(department, 'answered')],
    });
    const { items } = await listTasks({ caller: caller('person', 'consumer') }, ports);
    expect(items.map(({ kind, count }) => [kind, count])).toEqual([['questions-answered', 1]]);
    expect(tasksOfRole.consumer.kinds).toEqual(['applications-waiting', 'grants-ending', 'questions-answered']);
  });

  test.each<[Role, QuestionState, readonly string[]]>([
    ['operator', 'open', ['questions-to-answer']],
    ['provider', 'open', []],
    ['provider', 'answered', ['questions-answered']],
    ['provider', 'closed', []],
    ['supervisor', 'answered', ['questions-answered']],
  ])('to a %s a question that is %s', async (role, state, kinds) => {
    const ports = portsOf([], {
      openQuestions: async () => (state === 'open' ? [questionOf(police.id, state)] : []),
      newestQuestions: async (department) => [questionOf(department, state)],
    });
    const { items } = await listTasks({ caller: caller('person', role) }, ports);
    expect(items.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('nothing to do is an empty list', async () => {
    expect(await kindsFor('provider', [entry('draft')])).toEqual([]);
  });

  test.each<[Role, DatasetStatus, string]>([
    ['provider', 'returned', 'drafts-returned'],
    ['operator', 'submitted', 'drafts-to-review'],
    ['operator', 'registered', 'drafts-to-publish'],
  ])('%s has a first version that is %s: nothing of the dataset is published', async (role, status, kind) => {
    const first = entry(status);
    const { open: _open, ...listing } = first.listing; // As `toListing` writes it.
    expect((await kindsFor(role, [{ ...first, listing }])).map(([found]) => found)).toEqual([kind]);
  });

  test('who has two roles has the tasks of both', async () => {
    const both = { ...caller('person', 'provider'), roles: Role.options };
    const { items } = await listTasks({ caller: both }, portsOf(city));
    expect(items.map(({ kind, count }) => [kind, count])).toEqual([
      ['drafts-returned', 1],
      ['drafts-to-review', 2],
      ['drafts-to-publish', 2],
    ]);
  });
});

describe('a draft says why and where', () => {
  test.each<[DatasetStatus, string | undefined, string, string]>([
    [
      'returned',
      '缺少更新周期。',
      '信息中心退回了第 2 版，意见是：缺少更新周期。请修改后重新提交。',
      '/datasets/civil-affairs-returned/versions/2/edit',
    ],
    [
      'returned',
      undefined,
      '信息中心退回了第 2 版。请修改后重新提交。',
      '/datasets/civil-affairs-returned/versions/2/edit',
    ],
    [
      'submitted',
      '请审核',
      '提供部门已提交第 2 版，请对照差异审核。',
      '/reviews?kind=drafts-to-review&dataset=civil-affairs-submitted&version=2',
    ],
  ])('%s, %s', (status, reason, why, address) => {
    expect(draftTask(entry(status, civilAffairs.id, reason))).toMatchObject({ why, address, since: at });
  });
});

describe('a batch of certificates that waits for a second person', () => {
  const batch: Batch = {
    id: '01JD6Y3V5W8Q2K4M7N9PRSTVXZ',
    department: civilAffairs.id,
    operation: 'rescind',
    reason: '测试',
    status: 'prepared',
    preparedBy: 'maker',
    preparedAt: at,
    counts: { requested: 14, possible: 12, done: 0, impossible: 2 },
    handled: 0,
  };
  const tasksFor = async (role: Role, more: Partial<Batch> = {}, responsible: string | null = 'maker') => {
    const ports = portsOf([], {
      newestBatches: async (department) =>
        department === undefined || department === civilAffairs.id ? [{ ...batch, ...more }] : [],
      personBehind: async (subject) => (subject === batch.preparedBy ? responsible : subject),
    });
    const { items } = await listTasks({ caller: caller('person', role) }, ports);
    return items.filter(({ kind }) => kind === 'batches-to-approve').flatMap(({ examples }) => examples);
  };

  test('leads to the batch and says how many', async () => {
    expect(await tasksFor('provider')).toMatchObject([
      { title: '批量撤销 12 份证照', since: at, address: '/certificates/batches/01JD6Y3V5W8Q2K4M7N9PRSTVXZ' },
    ]);
  });

  test.each<[string, Role, Partial<Batch>, string | null, number]>([
    ['of the own department, for a colleague', 'provider', {}, 'maker', 1],
    ['of any department, for the centre', 'operator', { department: police.id }, 'maker', 1],
    ['not for the supervising office', 'supervisor', {}, 'maker', 0],
    ['not for a consumer', 'consumer', {}, 'maker', 0],
    ['not for the maker', 'provider', { preparedBy: caller('person', 'provider').subject }, 'maker', 0],
    ['not where nothing is possible', 'provider', { counts: { ...batch.counts, possible: 0 } }, 'maker', 0],
    ['not when it is decided', 'provider', { status: 'applying' }, 'maker', 0],
    ['prepared by a system of nobody: not for the department', 'provider', {}, null, 0],
    ['prepared by a system of nobody: for the centre', 'operator', {}, null, 1],
  ])('%s', async (...[, role, more, responsible, count]) => {
    expect(await tasksFor(role, more, responsible)).toHaveLength(count);
  });
});

describe('groups', () => {
  const task = (kind: FoundTask['kind'], since: string, due?: string): FoundTask => ({
    kind,
    title: '测试',
    why: '测试。',
    since: `${since}T00:00:00.000Z`,
    ...(due === undefined ? {} : { due }),
    address: '/datasets/one',
  });

  test('come in the order of urgency, what is due first in each, then what waits longest', () => {
    const groups = groupTasks([
      task('updates-due', '2020-11-01', '2020-12-08'),
      task('datasets-unlinked', '2020-11-03'),
      task('datasets-unlinked', '2020-11-01'),
      task('datasets-unlinked', '2020-11-04', '2020-12-05'),
      task('datasets-unlinked', '2020-11-02'),
      task('sources-failing', '2020-11-05'),
    ]);
    expect(groups.map(({ kind, count }) => [kind, count])).toEqual([
      ['sources-failing', 1],
      ['datasets-unlinked', 4],
      ['updates-due', 1],
    ]);
    expect(groups[1]?.examples.map(({ since }) => since.slice(0, 10))).toEqual([
      '2020-11-04',
      '2020-11-01',
      '2020-11-02',
    ]);
    expect(TaskGroup.array().parse(groups)).toEqual(groups);
  });

  test.each([
    [100, false],
    [101, true],
  ])('%i tasks: are there more than 100?', (count, more) => {
    const many = Array.from({ length: count }, () => task('deliveries-failed', '2020-11-01'));
    expect(groupTasks(many)).toMatchObject([{ count: 100, more }]);
  });
});
