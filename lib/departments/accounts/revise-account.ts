import type { Account } from '../../../schemas/departments/account.ts';
import type { ChangeAuthor } from '../../../schemas/departments/change-entry.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import { objectionToSecondPerson } from '../../kernel/second-person.ts';
import type { AccountAdminPorts, AccountChanges } from '../ports.ts';
import { findPersonBehind } from './responsible-person.ts';

type Refusal = 'account-not-found' | 'own-account' | 'last-centre-account';

/** Records and makes the changes. Refuses to change one's own access, and to leave the centre without an account. */
export async function reviseAccount(
  { subject, changes }: { readonly subject: string; readonly changes: AccountChanges },
  author: ChangeAuthor,
  ports: AccountAdminPorts,
): Promise<Account | Refused<Refusal>> {
  const account = await ports.readAccount(subject);
  if (account === undefined) return refused('account-not-found');
  if (changesAccess(account, changes) && (await isOwnAccount(subject, author, ports))) return refused('own-account');
  const leavesCentre = isOfCentre(account) && !isOfCentre({ ...account, ...withoutAbsent(account, changes) });
  if (leavesCentre && !(await othersStay(subject, ports))) return refused('last-centre-account');

  const what = changes.active === false ? 'account-deactivated' : 'account-changed';
  await ports.recordChange({ ...author, what, target: subject, detail: JSON.stringify(changes) });
  const changed = await ports.updateAccount(subject, changes);
  if (changed === null) return refused('account-not-found');
  // Two officers may remove each other at the same moment: then both are put back.
  if (leavesCentre && !(await othersStay(subject, ports))) {
    await ports.updateAccount(subject, { roles: account.roles, active: account.active });
    return refused('last-centre-account');
  }
  return changed;
}

/** An account for which the author answers is their own; the command line on the server has no account. */
async function isOwnAccount(subject: string, author: ChangeAuthor, ports: AccountAdminPorts): Promise<boolean> {
  if (author.via !== 'api') return false;
  const [changing, changed] = await Promise.all([findPersonBehind(author.by, ports), findPersonBehind(subject, ports)]);
  const objection = objectionToSecondPerson({ subject: author.by, person: changing }, [{ subject, person: changed }]);
  return objection === 'same-person';
}

function changesAccess(account: Account, { roles, responsible, active }: AccountChanges): boolean {
  const isSameRoles = roles === undefined || sorted(roles) === sorted(account.roles);
  const isSamePerson = responsible === undefined || responsible === account.responsible;
  return !isSameRoles || !isSamePerson || (active !== undefined && active !== account.active);
}

function isOfCentre({ active, roles }: Pick<Account, 'active' | 'roles'>): boolean {
  return active && roles.includes('operator');
}

function withoutAbsent(account: Account, { roles = account.roles, active = account.active }: AccountChanges) {
  return { roles, active };
}

async function othersStay(subject: string, ports: AccountAdminPorts): Promise<boolean> {
  return (await ports.accounts()).some((other) => other.subject !== subject && isOfCentre(other));
}

const sorted = (roles: readonly string[]): string => roles.toSorted().join(' ');

/** Refuses to move an account to an unknown department; `null` when the department is known or stays. */
export async function refuseUnknownDepartment(
  { department }: AccountChanges,
  ports: Pick<AccountAdminPorts, 'department'>,
): Promise<Refused<'department-not-found'> | null> {
  if (department === undefined || (await ports.department(department)) !== undefined) return null;
  return refused('department-not-found', { department });
}
