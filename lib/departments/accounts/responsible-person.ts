import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { AccountAdminPorts } from '../ports.ts';

/**
 * Follows who answers for the account to a person for whom nobody else does. `null` for an unknown account, for a
 * system for which nobody answers, and for accounts that answer for each other.
 */
export async function findPersonBehind(
  subject: string,
  ports: Pick<AccountAdminPorts, 'readAccount'>,
): Promise<string | null> {
  const seen = new Set<string>();
  for (let next = subject; !seen.has(next);) {
    seen.add(next);
    const account = await ports.readAccount(next);
    if (account === undefined) return null;
    if (account.responsible === undefined) return account.kind === 'person' ? next : null;
    next = account.responsible;
  }
  return null;
}

/** Refuses a responsible person without an active account of a person; `null` when there is none to check. */
export async function refuseUnknownPerson(
  { responsible }: { readonly responsible?: string | undefined },
  ports: Pick<AccountAdminPorts, 'readAccount'>,
): Promise<Refused<'responsible-not-a-person'> | null> {
  if (responsible === undefined) return null;
  const person = await ports.readAccount(responsible);
  return person?.active === true && person.kind === 'person' ? null : refused('responsible-not-a-person');
}
