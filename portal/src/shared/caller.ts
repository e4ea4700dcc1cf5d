import { createContext, useContext } from 'react';
import type { z } from 'zod';
import type { Actor } from '../../../schemas/departments/actor.ts';
import type { whoAmIRoute } from '../../../schemas/departments/routes.ts';
import type { Role } from '../../../schemas/kernel/role.ts';

export type SignedIn = z.output<(typeof whoAmIRoute)['answer']['body']>;

export const CallerContext = createContext<SignedIn | undefined>(undefined);

/** The person who is signed in. Throws outside of the frame. */
export function useCaller(): SignedIn {
  const caller = useContext(CallerContext);
  if (caller === undefined) throw new Error('useCaller outside of the frame');
  return caller;
}

/** Names the caller's own acts, which answers to them do not. */
export const toActor = ({ subject, name, department }: SignedIn): Actor => ({
  account: subject,
  name,
  department: department.id,
  departmentName: department.name,
});

/** Whether the person has one of the roles that a route or page is for. */
export const hasRole = ({ roles }: Pick<SignedIn, 'roles'>, allowed: readonly Role[] | 'all'): boolean =>
  allowed === 'all' || roles.some((role) => allowed.includes(role));
