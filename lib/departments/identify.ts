import type { Account } from '../../schemas/departments/account.ts';
import type { SignIn } from '../../schemas/departments/sign-in.ts';
import type { IdentifyPorts } from './ports.ts';

/** Accepts `Bearer` and one token (RFC 6750 §2.1); the scheme ignores case. */
export async function identify(authorization: string | undefined, ports: IdentifyPorts): Promise<SignIn> {
  if (authorization === undefined || authorization.trim() === '') return { outcome: 'no-token' };
  const token = /^bearer +([\w.~+/-]+=*)$/i.exec(authorization.trim())?.[1];
  if (token === undefined) return { outcome: 'token-not-valid' };
  const verification = await ports.verify(token);
  if (verification.outcome === 'scope-missing') return { outcome: 'scope-missing' };
  if (verification.outcome === 'not-valid') return { outcome: 'token-not-valid' };
  return toSignIn(await ports.account(verification.subject));
}

/** A valid token without an active account is not enough. */
function toSignIn(account: Account | undefined): SignIn {
  if (account === undefined) return { outcome: 'account-unknown' };
  const { active, responsible: _responsible, ...caller } = account;
  return active ? { outcome: 'signed-in', caller } : { outcome: 'account-inactive' };
}
