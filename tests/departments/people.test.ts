import { describe, expect, test } from 'vitest';
import { nextConfirmation } from '../../lib/departments/people/confirm-by.ts';
import { confirmPeople, keepPeople } from '../../lib/departments/people/keep-people.ts';
import type { PeoplePorts } from '../../lib/departments/people/ports.ts';
import { listPeople, readPeople } from '../../lib/departments/people/read-people.ts';
import { peopleTask } from '../../lib/departments/tasks/people-task.ts';
import type { Change } from '../../schemas/departments/change-entry.ts';
import type { Department } from '../../schemas/departments/department.ts';
import { type DepartmentPeople, OfficePhone } from '../../schemas/departments/people.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import { caller, civilAffairs, police } from '../catalogue/builders.ts';

const centre: Department = { ...police, id: 'information-center', name: '市政府信息中心', kind: 'centre' };
const at = '2020-12-01T02:00:00.000Z';
const step = { at, by: 'zhao-min', name: '赵敏' };
const inCharge = { name: '负责人甲', duty: '副局长', phone: '0395-3177000' };
const contact = { name: '联系人乙', duty: '信息科，报送', phone: '13900000000' };
const kept = (department: string): DepartmentPeople => ({
  department,
  inCharge,
  contacts: [contact],
  lockVersion: 1,
  changed: step,
  confirmed: step,
});

function peopleOf(...stored: readonly DepartmentPeople[]) {
  const table = new Map(stored.map((one) => [one.department, one]));
  const recorded: Change[] = [];
  const ports: PeoplePorts = {
    department: async (id) => [civilAffairs, police, centre].find((one) => one.id === id),
    people: async (id) => table.get(id),
    listPeople: async ({ after = '', limit }) =>
      [...table.values()]
        .filter(({ department }) => department > after)
        .toSorted((one, other) => (one.department < other.department ? -1 : 1))
        .slice(0, limit),
    savePeople: async (people) => {
      if ((table.get(people.department)?.lockVersion ?? 0) !== people.lockVersion - 1) return false;
      table.set(people.department, people);
      return true;
    },
    now: () => '2021-01-05T02:00:00.000Z',
    recordChange: async (change) => void recorded.push(change),
  };
  return { ports, table, recorded };
}

const asked = { query: {}, requestId: 'r' };

describe('who sees the people of a unit', () => {
  const all = peopleOf(kept(civilAffairs.id), kept(police.id), kept(centre.id));
  test.each<[string, Role, string, boolean]>([
    ['a provider its own', 'provider', civilAffairs.id, true],
    ['a provider the centre’s', 'provider', centre.id, true],
    ['no provider those of another department', 'provider', police.id, false],
    ['the centre every department’s', 'operator', police.id, true],
    ['the supervising office every department’s', 'supervisor', police.id, true],
  ])('%s', async (_, role, department, isShown) => {
    const answer = await readPeople({ caller: caller('officer', role), params: { department } }, all.ports);
    expect(isRefused(answer) ? answer.refused : answer.people?.department).toBe(isShown ? department : 'not-allowed');
  });

  test('a unit that is not registered is refused', async () => {
    const answer = await readPeople(
      { caller: caller('officer', 'operator'), params: { department: 'nobody' } },
      all.ports,
    );
    expect(answer).toMatchObject({ refused: 'department-not-found' });
  });

  test('the list is paged by department', async () => {
    const first = await listPeople({ query: { limit: 2 } }, all.ports);
    if (isRefused(first)) throw new Error(first.refused);
    expect(first.items.map(({ department }) => department)).toEqual([civilAffairs.id, centre.id]);
    const second = await listPeople({ query: { limit: 2, cursor: first.next } }, all.ports);
    expect(second).toEqual({ items: [{ department: police.id, people: kept(police.id), confirmBy: '2021-12-01' }] });
    expect(await listPeople({ query: { limit: 2, cursor: 'W10' } }, all.ports)).toMatchObject({
      refused: 'cursor-not-valid',
    });
  });
});

describe('a unit keeps its own people', () => {
  const params = { department: civilAffairs.id };
  const officer = caller('zhao-min', 'provider');
  const body = { inCharge, contacts: [contact], lockVersion: 0 };

  test('they are registered once, and recorded without names and phones', async () => {
    const { ports, table, recorded } = peopleOf();
    const answer = await keepPeople({ ...asked, caller: officer, params, body }, ports);
    expect(answer).toMatchObject({ department: civilAffairs.id, confirmBy: '2022-01-05' });
    expect(table.get(civilAffairs.id)).toMatchObject({
      inCharge,
      contacts: [contact],
      lockVersion: 1,
      changed: { by: 'zhao-min', at: '2021-01-05T02:00:00.000Z' },
    });
    expect(recorded).toMatchObject([{ what: 'people-changed', by: 'zhao-min', target: civilAffairs.id }]);
    for (const secret of [inCharge.name, inCharge.phone, contact.name, contact.phone])
      expect(JSON.stringify(recorded)).not.toContain(secret);
    expect(await keepPeople({ ...asked, caller: officer, params, body }, ports)).toMatchObject({
      refused: 'changed-meanwhile',
    });
  });

  test('a confirmation changes nobody, and holds for a year', async () => {
    const { ports, table, recorded } = peopleOf(kept(civilAffairs.id));
    const answer = await confirmPeople({ ...asked, caller: officer, params, body: { lockVersion: 1 } }, ports);
    expect(answer).toMatchObject({ confirmBy: '2022-01-05' });
    expect(table.get(civilAffairs.id)).toEqual({
      ...kept(civilAffairs.id),
      lockVersion: 2,
      confirmed: { at: '2021-01-05T02:00:00.000Z', by: 'zhao-min', name: officer.name },
    });
    expect(recorded).toMatchObject([{ what: 'people-confirmed', target: civilAffairs.id }]);
    expect(await confirmPeople({ ...asked, caller: officer, params, body: { lockVersion: 1 } }, ports)).toMatchObject({
      refused: 'changed-meanwhile',
    });
  });

  test('nobody is confirmed where nobody is registered', async () => {
    const { ports, recorded } = peopleOf();
    expect(await confirmPeople({ ...asked, caller: officer, params, body: { lockVersion: 1 } }, ports)).toMatchObject({
      refused: 'people-not-kept',
    });
    expect(recorded).toEqual([]);
  });

  test.each<Role>(['provider', 'operator', 'supervisor'])('a %s of another unit changes nothing', async (role) => {
    const { ports, table, recorded } = peopleOf(kept(civilAffairs.id));
    const other = caller('other', role, police.id);
    const changed = await keepPeople({ ...asked, caller: other, params, body: { ...body, lockVersion: 1 } }, ports);
    const confirmed = await confirmPeople({ ...asked, caller: other, params, body: { lockVersion: 1 } }, ports);
    expect([changed, confirmed]).toMatchObject([{ refused: 'not-allowed' }, { refused: 'not-allowed' }]);
    expect([...table.values(), recorded]).toEqual([kept(civilAffairs.id), []]);
  });
});

describe('people are confirmed once a year', () => {
  test.each<[string, string | null, string]>([
    ['a month before, it is asked for', '2021-11-01', '2021-12-01'],
    ['on the day, it is in time', '2021-12-01', '2021-12-01'],
    ['a day later, it is overdue', '2021-12-02', '2021-12-01'],
  ])('%s', (_, today, due) => {
    expect(peopleTask(kept(civilAffairs.id), today ?? '')).toMatchObject({
      kind: 'people-to-confirm',
      due,
      since: at,
      address: '/people',
    });
  });
  test('before, nothing is asked', () => {
    expect(peopleTask(kept(civilAffairs.id), '2021-10-31')).toBeNull();
  });
  test('the task says by how much it is overdue', () => {
    expect(peopleTask(kept(civilAffairs.id), '2021-12-03')?.why).toContain('已超期 2 天');
    expect(nextConfirmation({ confirmed: step }, '2021-12-03')).toMatchObject({ state: 'overdue', daysLeft: -2 });
  });
  test('a unit without people is asked at once', () => {
    expect(peopleTask(undefined, '2020-12-01')?.why).toContain('还没有登记');
  });
});

test.each<[string, boolean]>([
  ['0395-3177000', true],
  ['0395-3177000转801', true],
  ['3177000', true],
  ['13900000000', true],
  ['+86 139 0000 0000', true],
  ['12345', false],
  ['三一七七', false],
  ['0395-3177000，分机801', false],
  ['0395-3177000转', false],
])('the phone %s', (phone, isOne) => {
  expect(OfficePhone.safeParse(phone).success).toBe(isOne);
});
