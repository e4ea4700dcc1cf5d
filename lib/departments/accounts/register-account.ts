import type { Account } from '../../../schemas/departments/account.ts';
import type { ChangeAuthor } from '../../../schemas/departments/change-entry.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { AccountAdminPorts } from '../ports.ts';
import { refuseUnknownPerson } from './responsible-person.ts';

type Refusal = 'account-exists' | 'responsible-not-a-person' | 'account-is-citizen-id' | 'department-not-found';

/** Subjects stand in traces, so that none may be an id number (GB 11643). */
const citizenId = /^\d{17}[\dXx]$/;

/** Records and registers one account. Refuses an unknown department and a subject that is taken. */
export async function registerAccount(
  account: Account,
  author: ChangeAuthor,
  ports: AccountAdminPorts,
): Promise<Account | Refused<Refusal>> {
  const { subject, department } = account;
  if (citizenId.test(subject)) return refused('account-is-citizen-id');
  if ((await ports.department(department)) === undefined) return refused('department-not-found', { department });
  const refusal = await refuseUnknownPerson(account, ports);
  if (refusal !== null) return refusal;
  if ((await ports.readAccount(subject)) !== undefined) return refused('account-exists');
  await ports.recordChange({
    ...author,
    what: 'account-added',
    target: subject,
    detail: JSON.stringify(account),
  });
  return (await ports.createAccount(account)) ? account : refused('account-exists');
}
