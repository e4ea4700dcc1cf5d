import type { Caller } from '../../../schemas/departments/caller.ts';
import { SignIn } from '../../../schemas/departments/sign-in.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { Callers } from '../../../schemas/kernel/route.ts';
import type { HttpEvent } from './http-event.ts';

export type AuthorizationRefusal = Refused<
  'not-signed-in' | 'not-allowed' | 'scope-missing' | 'account-unknown' | 'account-inactive' | 'identity-unavailable'
>;

/** Returns the caller or a refusal. Routes for `anyone` ignore tokens. */
export function authorize(
  callers: Callers,
  event: HttpEvent,
): { readonly caller: Caller | null } | AuthorizationRefusal {
  if (callers === 'anyone') return { caller: null };
  const signIn = readSignIn(event);
  if (signIn.outcome === 'no-token' || signIn.outcome === 'token-not-valid') return refused('not-signed-in');
  if (signIn.outcome !== 'signed-in') return refused(signIn.outcome);
  const { caller } = signIn;
  const isAllowed = callers === 'signed-in' || caller.roles.some((role) => callers.includes(role));
  return isAllowed ? { caller } : refused('not-allowed');
}

/** API Gateway passes flat values only. */
function readSignIn(event: HttpEvent): SignIn {
  const context = event.requestContext.authorizer?.lambda;
  if (typeof context !== 'object' || context === null || !('signIn' in context) || typeof context.signIn !== 'string')
    return { outcome: 'no-token' };
  return SignIn.parse(JSON.parse(context.signIn));
}
