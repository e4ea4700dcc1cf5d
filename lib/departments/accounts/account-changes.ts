import type {
  addAccountRoute,
  changeAccountRoute,
  deactivateAccountRoute,
} from '../../../schemas/departments/account-routes.ts';
import type { ChangeAuthor } from '../../../schemas/departments/change-entry.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { AccountAdminPorts } from '../ports.ts';
import { registerAccount } from './register-account.ts';
import { refuseUnknownPerson } from './responsible-person.ts';
import { refuseUnknownDepartment, reviseAccount } from './revise-account.ts';

const authorOf = ({ caller }: Pick<RouteInput<typeof addAccountRoute>, 'caller'>, why: string): ChangeAuthor => ({
  by: caller.subject,
  via: 'api',
  why,
});

/** Registers an active account. */
export async function addAccount(input: RouteInput<typeof addAccountRoute>, ports: AccountAdminPorts) {
  const { reason, ...account } = input.body;
  return await registerAccount({ ...account, active: true }, authorOf(input, reason), ports);
}

/** Changes what the body names. */
export async function changeAccount(input: RouteInput<typeof changeAccountRoute>, ports: AccountAdminPorts) {
  const { subject, reason, ...changes } = input.body;
  return (
    (await refuseUnknownDepartment(changes, ports)) ??
    (await refuseUnknownPerson(changes, ports)) ??
    (await reviseAccount({ subject, changes }, authorOf(input, reason), ports))
  );
}

/** Deactivates; the account stays, as traces name it. */
export async function deactivateAccount(input: RouteInput<typeof deactivateAccountRoute>, ports: AccountAdminPorts) {
  const { subject, reason } = input.body;
  return await reviseAccount({ subject, changes: { active: false } }, authorOf(input, reason), ports);
}
