import { describe, expect, test } from 'vitest';
import { accessPolicy, isPermitted, isPermittedForAll, type AccessAction } from '../../lib/kernel/access-policy.ts';
import { Role } from '../../schemas/kernel/role.ts';

const own = ['provider own'];
const ownInAnyRole = ['provider own', 'consumer own', 'operator own', 'supervisor own'];
const operator = ['operator own', 'operator other'];
const supervisor = ['supervisor own', 'supervisor other'];

const permitted: Readonly<Record<AccessAction, readonly string[]>> = {
  'compile-entry': own,
  'see-draft': [...own, ...operator, ...supervisor],
  'withdraw-draft': [...own, ...operator],
  'withdraw-published-entry': operator,
  'supply-data': ownInAnyRole,
  'read-delivery': [...ownInAnyRole, ...operator, ...supervisor],
  'change-delivery': [...own, ...operator],
  'read-events': [...ownInAnyRole, ...operator, ...supervisor],
  'read-uses': [...own, ...operator, ...supervisor],
  'use-grant': ownInAnyRole,
  'read-grant': [...ownInAnyRole, ...operator],
  'read-source': [...ownInAnyRole, ...operator, ...supervisor],
  'read-records': [...own, ...operator],
  'read-dataset-state': [...own, ...operator, ...supervisor],
  'act-as-issuer': [...own, ...operator],
  'read-people': [...ownInAnyRole, ...operator, ...supervisor],
  'keep-people': ownInAnyRole,
  'read-dispatches': [...ownInAnyRole, ...operator],
  'read-question': [...ownInAnyRole, ...operator],
  'read-update-sheet': [...ownInAnyRole, ...operator, ...supervisor],
  'sign-update-sheet': own,
  'read-papers': [...ownInAnyRole, ...operator, ...supervisor],
  'keep-papers': [...own, ...operator],
  'read-coverage': [...ownInAnyRole, ...operator, ...supervisor],
  'read-batch': [...ownInAnyRole, ...operator],
};

const actions = Object.keys(accessPolicy).filter((name): name is AccessAction => name in permitted);

describe.each(actions)('%s', (action) => {
  const allowed = permitted[action];

  test.each(Role.options.flatMap((role) => [`${role} own`, `${role} other`]))('by a %s', (who) => {
    const [role, whose] = who.split(' ');
    const caller = { roles: [Role.parse(role)], department: 'civil-affairs' };
    const department = whose === 'own' ? 'civil-affairs' : 'public-security';
    expect(isPermitted(caller, action, department)).toBe(allowed.includes(who));
  });

  test('for every department only by a role that needs no department of its own', () => {
    for (const role of Role.options)
      expect(isPermittedForAll({ roles: [role] }, action)).toBe(allowed.includes(`${role} other`));
  });
});

test('any one of several roles is enough', () => {
  const caller = { roles: [Role.enum.consumer, Role.enum.provider], department: 'civil-affairs' };
  expect(isPermitted(caller, 'compile-entry', 'civil-affairs')).toBe(true);
  expect(isPermitted(caller, 'compile-entry', 'public-security')).toBe(false);
});
