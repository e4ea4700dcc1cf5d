import { describe, expect, test } from 'vitest';
import { addAccount, changeAccount, deactivateAccount } from '../../lib/departments/accounts/account-changes.ts';
import { findPersonBehind } from '../../lib/departments/accounts/responsible-person.ts';
import { searchAccounts } from '../../lib/departments/accounts/search-accounts.ts';
import type { AccountAdminPorts, AccountChanges } from '../../lib/departments/ports.ts';
import { definedOnly } from '../../lib/kernel/defined-only.ts';
import type { Account } from '../../schemas/departments/account.ts';
import type { Change } from '../../schemas/departments/change-entry.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import { callerWithRole } from '../api/invoke.ts';
import { accounts, secondPersonCases } from '../second-person-cases.ts';

const account = (subject: string, roles: Role[] = ['provider'], active = true): Account => ({
  subject,
  kind: 'person',
  name: `姓名${subject}`,
  department: 'public-security',
  roles,
  active,
});

/** A table in memory with the centre's accounts of the test. */
function accountTableWith(...accounts: Account[]) {
  const table = new Map(accounts.map((one) => [one.subject, one]));
  const recorded: Change[] = [];
  const ports: AccountAdminPorts = {
    readAccount: async (subject) => table.get(subject),
    accounts: async () => [...table.values()],
    createAccount: async (one) => !table.has(one.subject) && table.set(one.subject, one).has(one.subject),
    updateAccount: async (subject, { name, department, roles, responsible, active }: AccountChanges) => {
      const before = table.get(subject);
      if (before === undefined) return null;
      const after = {
        ...before,
        name: name ?? before.name,
        department: department ?? before.department,
        roles: roles ?? before.roles,
        ...definedOnly({ responsible: responsible ?? before.responsible }),
        active: active ?? before.active,
      };
      table.set(subject, after);
      return after;
    },
    department: async (id) =>
      id === 'nobody' ? undefined : { id, name: '测试部门', kind: 'department', aliases: [], toBeConfirmed: [] },
    recordChange: async (change) => void recorded.push(change),
  };
  return { table, recorded, ports };
}

const input = <Body>(body: Body, by = 'liu-yang') => ({
  caller: callerWithRole('operator', by),
  params: {},
  query: {},
  body: { ...body, reason: '测试' },
  requestId: 'r',
});
const outcomeOf = (answer: unknown) => (isRefused(answer) ? answer.refused : answer);

describe('one officer of the centre, liu-yang, and one of a department', () => {
  const world = () => accountTableWith(account('liu-yang', ['operator']), account('wang-fang'));

  test.each<[string, (ports: AccountAdminPorts) => Promise<unknown>, string]>([
    ['deactivates himself', (ports) => deactivateAccount(input({ subject: 'liu-yang' }), ports), 'own-account'],
    [
      'gives himself another role',
      (ports) => changeAccount(input({ subject: 'liu-yang', roles: ['operator', 'supervisor'] }), ports),
      'own-account',
    ],
    [
      'is deactivated by somebody whose account is just gone',
      (ports) => deactivateAccount(input({ subject: 'liu-yang' }, 'sun-li'), ports),
      'last-centre-account',
    ],
    [
      'is demoted',
      (ports) => changeAccount(input({ subject: 'liu-yang', roles: ['provider'] }, 'sun-li'), ports),
      'last-centre-account',
    ],
    ['deactivates nobody', (ports) => deactivateAccount(input({ subject: 'x' }), ports), 'account-not-found'],
    [
      'moves somebody to no department',
      (ports) => changeAccount(input({ subject: 'wang-fang', department: 'nobody' }), ports),
      'department-not-found',
    ],
    [
      'registers somebody again',
      (ports) => addAccount(input({ ...account('wang-fang'), active: true }), ports),
      'account-exists',
    ],
    [
      'registers an id number',
      (ports) => addAccount(input(account('11010119900307001x')), ports),
      'account-is-citizen-id',
    ],
  ])('%s: refused, nothing is recorded or changed', async (_, run, refusal) => {
    const { table, recorded, ports } = world();
    const before = JSON.stringify([...table]);
    expect(outcomeOf(await run(ports))).toBe(refusal);
    expect([recorded, JSON.stringify([...table])]).toEqual([[], before]);
  });

  test('may change his own name', async () => {
    const { ports, table } = world();
    await changeAccount(input({ subject: 'liu-yang', name: '刘阳阳', roles: ['operator' as const] }), ports);
    expect(table.get('liu-yang')?.name).toBe('刘阳阳');
  });

  test('deactivates, restores and registers; each is recorded with who and why', async () => {
    const { ports, table, recorded } = world();
    await deactivateAccount(input({ subject: 'wang-fang' }), ports);
    expect(table.get('wang-fang')).toEqual(account('wang-fang', ['provider'], false));
    await changeAccount(input({ subject: 'wang-fang', active: true as const }), ports);
    expect(table.get('wang-fang')).toEqual(account('wang-fang'));
    const { active: _active, ...body } = account('li-qiang');
    await addAccount(input(body), ports);
    expect(table.get('li-qiang')).toEqual(account('li-qiang'));
    expect(recorded.map(({ what, target }) => `${what} ${target}`)).toEqual([
      'account-deactivated wang-fang',
      'account-changed wang-fang',
      'account-added li-qiang',
    ]);
    for (const change of recorded) expect(change).toMatchObject({ by: 'liu-yang', via: 'api', why: '测试' });
  });
});

test('two officers who deactivate each other at the same moment: the centre keeps an account', async () => {
  const { ports, table } = accountTableWith(account('a', ['operator']), account('b', ['operator']));
  // Both have passed the first check when the first one writes.
  let arrived = 0;
  let open = (): void => undefined;
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  const together: AccountAdminPorts = {
    ...ports,
    recordChange: async () => {
      arrived += 1;
      if (arrived === 2) open();
      await both;
    },
  };
  await Promise.all([
    deactivateAccount(input({ subject: 'a' }, 'b'), together),
    deactivateAccount(input({ subject: 'b' }, 'a'), together),
  ]);
  expect([...table.values()].some(({ active }) => active)).toBe(true);
});

test('accounts are listed by subject, page by page, of one department too', async () => {
  const { ports } = accountTableWith(
    account('c'),
    account('a'),
    { ...account('d'), department: 'civil-affairs' },
    account('b'),
  );
  const walk = async (department?: string): Promise<string[][]> => {
    const pages: string[][] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const filters = {
        ...(department === undefined ? {} : { department }),
        ...(cursor === undefined ? {} : { cursor }),
      };
      const page = await searchAccounts({ body: { limit: 2, ...filters } }, ports);
      if (isRefused(page)) throw new Error(page.refused);
      pages.push(page.items.map(({ subject }) => subject));
      cursor = page.next;
    }
    return pages;
  };
  expect(await walk()).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(await walk('public-security')).toEqual([['a', 'b'], ['c']]);
  expect(await searchAccounts({ body: { limit: 2, cursor: 'x' } }, ports)).toMatchObject({
    refused: 'cursor-not-valid',
  });
});

describe('the responsible person', () => {
  const world = () =>
    accountTableWith(account('liu-yang', ['operator']), account('wang-fang'), account('gone', ['provider'], false), {
      ...account('a-system'),
      kind: 'system',
    });

  test.each<[string, (ports: AccountAdminPorts) => Promise<unknown>, unknown]>([
    [
      'a person is registered for a system',
      (ports) => changeAccount(input({ subject: 'a-system', responsible: 'wang-fang' }), ports),
      expect.objectContaining({ subject: 'a-system', responsible: 'wang-fang' }),
    ],
    [
      'an unknown one is refused',
      (ports) => changeAccount(input({ subject: 'a-system', responsible: 'nobody' }), ports),
      'responsible-not-a-person',
    ],
    [
      'a deactivated one is refused',
      (ports) => changeAccount(input({ subject: 'a-system', responsible: 'gone' }), ports),
      'responsible-not-a-person',
    ],
    [
      'a system is no person',
      (ports) => {
        const { active: _active, ...added } = account('b-system');
        return addAccount(input({ ...added, kind: 'system', responsible: 'a-system' }), ports);
      },
      'responsible-not-a-person',
    ],
    [
      'nobody changes his own',
      (ports) => changeAccount(input({ subject: 'liu-yang', responsible: 'wang-fang' }), ports),
      'own-account',
    ],
  ])('%s', async (_, change, expected) => {
    expect(outcomeOf(await change(world().ports))).toEqual(expected);
  });

  test.each<[string, Partial<Account>, string | null]>([
    ['a person', {}, 'x'],
    ['a second account of a person', { responsible: 'y' }, 'y'],
    ['a system with one', { kind: 'system', responsible: 'y' }, 'y'],
    ['a system without one', { kind: 'system' }, null],
    ['a system of a second account of a person', { kind: 'system', responsible: 'y-again' }, 'y'],
    ['an account whose person is not registered', { responsible: 'not-registered' }, null],
    ['an account that answers for itself', { responsible: 'x' }, null],
  ])('behind %s', async (_, facts, expected) => {
    const { ports } = accountTableWith({ ...account('x'), ...facts }, account('y'), {
      ...account('y-again'),
      responsible: 'y',
    });
    expect(await findPersonBehind('x', ports)).toBe(expected);
  });

  test.each(secondPersonCases)('%s is changed by %s: %s person', async (changed, changing, outcome) => {
    const { ports } = accountTableWith(...accounts.values());
    const change = { subject: changed, roles: ['consumer' as const] };
    const expected = { same: 'own-account', another: 'done', nobody: 'done' }[outcome];
    const answer = outcomeOf(await changeAccount(input(change, changing), ports));
    expect(typeof answer === 'string' ? answer : 'done').toBe(expected);
  });
});
