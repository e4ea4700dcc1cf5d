import { describe, expect, test } from 'vitest';
import { listEvents, type ListEventsPorts } from '../../lib/departments/events/list-events.ts';
import { eventOrder } from '../../lib/kernel/event-order.ts';
import type { EventQuery } from '../../lib/kernel/event-query.ts';
import { dayInShanghai } from '../../lib/kernel/instant.ts';
import { listEventsRoute } from '../../schemas/departments/event-routes.ts';
import type { EventRecord } from '../../schemas/kernel/event-record.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import { callerWithRole } from '../api/invoke.ts';

const event = (number: number, at: string, changes: Partial<EventRecord> = {}): EventRecord => ({
  entity: 'delivery#01JD0000000000000000000001',
  number,
  kind: 'delivery',
  at,
  by: 'platform',
  department: 'public-security',
  dataset: 'vehicles',
  to: 'received',
  ...changes,
});
const civil = { department: 'civil-affairs', dataset: 'marriages' } as const;
const events = [
  event(0, '2020-11-29T15:00:00.000Z', { by: 'wang' }),
  event(1, '2020-11-29T16:00:00.000Z'),
  event(2, '2020-11-30T01:00:00.000Z', { kind: 'source', entity: 'source#vehicles#database' }),
  event(3, '2020-11-30T02:00:00.000Z', { ...civil, by: 'li', entity: 'link#marriages#excel' }),
  event(4, '2020-11-30T16:00:00.000Z', { ...civil, by: 'centre' }),
];

/** As the table's indexes answer. */
async function* search(query: EventQuery): AsyncGenerator<EventRecord> {
  for (const one of events.toReversed()) {
    const keys = { day: dayInShanghai(one.at), department: one.department, dataset: one.dataset, entities: one.entity };
    if (
      !Object.values(query).flat().includes(keys[query.by]) ||
      (query.before !== undefined && eventOrder(one) >= query.before)
    )
      continue;
    if (query.from === undefined || one.at >= query.from) yield one;
  }
}
const account = (department: string, role: Role) => ({
  ...callerWithRole(role),
  name: '测试姓名',
  department,
  active: true,
});
const accounts = new Map([
  ['wang', account('public-security', 'provider')],
  ['li', account('civil-affairs', 'provider')],
  ['centre', account('data-centre', 'operator')],
]);
const ports: ListEventsPorts = {
  searchEvents: search,
  now: () => '2020-11-30T03:00:00.000Z',
  account: async (subject) => accounts.get(subject),
  departmentName: async (id) => `${id}的名称`,
};
async function list(role: Role, query: object) {
  const answer = await listEvents(
    { caller: callerWithRole(role), params: {}, query: listEventsRoute.query.parse(query), body: null, requestId: 'r' },
    ports,
  );
  return isRefused(answer) ? answer.refused : answer;
}
const numbers = async (role: Role, query: object) => {
  const answer = await list(role, query);
  return typeof answer === 'string' ? answer : answer.items.map(({ number }) => number);
};

describe('the centre sees', () => {
  test.each([
    ['the events of today in Shanghai, the newest first', {}, [3, 2, 1]],
    ['those of a day', { day: '2020-11-29' }, [0]],
    ['those of a department', { department: 'civil-affairs' }, [4, 3]],
    ['those of a department on a day', { department: 'civil-affairs', day: '2020-11-30' }, [3]],
    ['those of a dataset', { dataset: 'vehicles' }, [2, 1, 0]],
    ['those of a dataset on a day', { dataset: 'vehicles', day: '2020-11-29' }, [0]],
    ['those of things', { entities: 'source#vehicles#database,link#marriages#excel' }, [3, 2]],
    ['those of a thing on a day', { entities: 'delivery#01JD0000000000000000000001', day: '2020-11-29' }, [0]],
    [
      'those of things of a dataset',
      { entities: 'source#vehicles#database,link#marriages#excel', dataset: 'vehicles' },
      [2],
    ],
    ['those of a kind', { dataset: 'vehicles', eventKind: 'source' }, [2]],
    ['nothing of a dataset under another department', { dataset: 'vehicles', department: 'civil-affairs' }, []],
  ])('%s', async (_, query, expected) => {
    expect(await numbers('operator', query)).toEqual(expected);
    expect(await numbers('supervisor', query)).toEqual(expected);
  });
});

describe('a provider sees its own department’s events', () => {
  test.each([
    ['without a filter', {}, [2, 1, 0]],
    ['whatever department it asks for', { department: 'civil-affairs' }, [2, 1, 0]],
    ['and none of another department’s dataset', { dataset: 'marriages' }, []],
    ['and none of another department’s things', { entities: 'source#vehicles#database,link#marriages#excel' }, [2]],
    ['of a day', { day: '2020-11-30' }, [2, 1]],
  ])('%s', async (_, query, expected) => {
    expect(await numbers('provider', query)).toEqual(expected);
  });
});

test('page by page, each event is listed once', async () => {
  const first = await list('operator', { dataset: 'vehicles', limit: '2' });
  if (typeof first === 'string' || !('next' in first)) throw new Error('there is no next page');
  expect(first.items.map(({ number }) => number)).toEqual([2, 1]);
  expect(await numbers('operator', { dataset: 'vehicles', limit: '2', cursor: first.next })).toEqual([0]);
  expect(await numbers('operator', { dataset: 'marriages', cursor: first.next })).toBe('cursor-not-valid');
});

describe('who is named', () => {
  const named = async (role: Role, query: object) => {
    const answer = await list(role, query);
    return typeof answer === 'string' ? answer : answer.actors.map(({ account: of, name }) => [of, name]);
  };
  test.each<[string, Role, object, readonly (readonly [string, string | undefined])[]]>([
    ['a colleague by name, the platform not at all', 'provider', {}, [['wang', '测试姓名']]],
    [
      'everybody by name to the centre',
      'operator',
      { dataset: 'marriages' },
      [
        ['centre', '测试姓名'],
        ['li', '测试姓名'],
      ],
    ],
    [
      'the centre’s officers by name, others by their department',
      'supervisor',
      { dataset: 'marriages' },
      [
        ['centre', '测试姓名'],
        ['li', undefined],
      ],
    ],
  ])('%s', async (_, role, query, expected) => {
    expect(await named(role, query)).toEqual(expected);
  });

  test('a department has its name', async () => {
    const answer = await list('supervisor', { dataset: 'marriages', day: '2020-11-30' });
    expect(typeof answer === 'string' ? answer : answer.actors).toEqual([
      { account: 'li', department: 'civil-affairs', departmentName: 'civil-affairs的名称' },
    ]);
  });
});
