import { findPersonBehind } from '../lib/departments/accounts/responsible-person.ts';
import type { SecondPersonPorts } from '../lib/kernel/second-person.ts';
import type { Account } from '../schemas/departments/account.ts';

const account = (subject: string, facts: Partial<Account> = {}): [string, Account] => [
  subject,
  { subject, kind: 'person', name: '测试账号', department: 'd', roles: ['provider'], active: true, ...facts },
];

/** Synthetic accounts: 王 with two systems and a second account, 李 with one system, and systems of nobody. */
export const accounts: ReadonlyMap<string, Account> = new Map([
  account('wang'),
  account('wang-again', { responsible: 'wang' }),
  account('wang-system', { kind: 'system', responsible: 'wang' }),
  account('wang-by-again', { kind: 'system', responsible: 'wang-again' }),
  account('wang-gone', { responsible: 'wang', active: false }),
  account('li'),
  account('li-system', { kind: 'system', responsible: 'li' }),
  account('nobody-system', { kind: 'system' }),
  account('ring-a', { responsible: 'ring-b' }),
  account('ring-b', { responsible: 'ring-a' }),
]);

export const people: SecondPersonPorts = {
  personBehind: async (subject) =>
    await findPersonBehind(subject, { readAccount: async (wanted) => accounts.get(wanted) }),
};

export type Outcome = 'another' | 'same' | 'nobody';

/** Who made something, who checks it, and whether those are two people. Each place that asks for two runs it. */
export const secondPersonCases: readonly (readonly [maker: string, checker: string, outcome: Outcome])[] = [
  ['wang', 'li', 'another'],
  ['wang-system', 'li', 'another'],
  ['wang-system', 'li-system', 'another'],
  ['wang', 'wang', 'same'],
  ['wang', 'wang-system', 'same'],
  ['wang-system', 'wang', 'same'],
  ['wang-system', 'wang-again', 'same'],
  ['wang-by-again', 'wang', 'same'],
  ['wang-again', 'wang-by-again', 'same'],
  ['wang-gone', 'wang', 'same'],
  ['nobody-system', 'nobody-system', 'same'],
  ['ring-a', 'ring-a', 'same'],
  ['wang', 'nobody-system', 'nobody'],
  ['wang', 'ring-a', 'nobody'],
  ['ring-a', 'ring-b', 'nobody'],
];
