import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { apiClient, type ApiClient } from '../../../../lib/adapters/api/api-client.ts';
import { localPeople } from '../../../local/accounts.ts';
import { portalClient } from '../../../local/identity/provider-settings.ts';

const Token = z.object({ access_token: z.string().min(1) });
const maxRedirects = 10;

export type PersonUser = { readonly name: string; readonly api: ApiClient };

/**
 * A person of the local system, signed in by authorization code with PKCE (RFC 7636) as a browser does. Throws when
 * the local system has no such person, or does not sign them in.
 */
export async function openPerson(url: string, subject: string): Promise<PersonUser> {
  const person = localPeople.find((one) => one.subject === subject);
  if (person === undefined) throw new Error(`there is no local person ${subject}`);
  const token = await signIn(url, subject);
  return { name: person.name, api: apiClient(url, async () => token) };
}

async function signIn(url: string, account: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const back = `${url}/start`;
  const asked = new URLSearchParams({
    client_id: portalClient,
    redirect_uri: back,
    response_type: 'code',
    scope: 'openid profile api',
    state: 'demo',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const visit = new CookieVisit();
  const list = await visit.follow(`${url}/oidc/auth?${asked.toString()}`, back);
  const returned = await visit.follow(list, back, new URLSearchParams({ account }));
  const code = new URL(returned).searchParams.get('code');
  if (code === null) throw new Error(`${account} was not signed in`);
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: portalClient,
    redirect_uri: back,
    code,
    code_verifier: verifier,
  });
  const answer = await fetch(`${url}/oidc/token`, { method: 'POST', body });
  return Token.parse(await answer.json()).access_token;
}

/** Follows redirects with the cookies that were set on the way. */
class CookieVisit {
  readonly #cookies = new Map<string, string>();

  /** The address of the first page that is no redirect, or that begins with `end`. Posts `form` where one is given. */
  async follow(address: string, end: string, form?: URLSearchParams): Promise<string> {
    let [at, body] = [address, form];
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      if (at.startsWith(end)) return at;
      const answer = await fetch(at, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { cookie: Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ') },
        ...(body === undefined ? {} : { body }),
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        this.#cookies.set(name, value);
      }
      const next = answer.headers.get('location');
      if (next === null) return at;
      [at, body] = [new URL(next, at).href, undefined];
    }
    throw new Error(`${address} redirects without an end`);
  }
}
