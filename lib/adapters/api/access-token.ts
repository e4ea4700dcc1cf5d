import { z } from 'zod';
import { definedOnly } from '../../kernel/defined-only.ts';
import { SignInRefused, UnexpectedAnswer } from './api-errors.ts';
import { getOrigin, fetchWithTimeout } from './fetch-with-timeout.ts';

/** `audience` is sent (RFC 8707) if the provider requires it. */
export type ClientAccount = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly audience?: string | undefined;
};

const Discovery = z.object({ token_endpoint: z.url() });
const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(60) });
const Refusal = z.object({ error: z.string() });

const timeoutMs = 10_000;
const expiryMarginSeconds = 30;

/** Fetches and caches tokens (RFC 6749 §4.4). Throws SignInRefused, NotReachable and UnexpectedAnswer. */
export function accessToken(account: ClientAccount): (fresh?: 'fresh') => Promise<string> {
  let cached: { readonly token: string; readonly until: number } | undefined;
  let endpoint: string | undefined;
  return async (fresh) => {
    if (cached !== undefined && fresh === undefined && performance.now() < cached.until) return cached.token;
    endpoint ??= await tokenEndpoint(account.issuer);
    const { access_token: token, expires_in: seconds } = await fetchToken(endpoint, account);
    cached = { token, until: performance.now() + Math.max(1, seconds - expiryMarginSeconds) * 1000 };
    return token;
  };
}

async function tokenEndpoint(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetchWithTimeout(address, { headers: { accept: 'application/json' } }, timeoutMs);
  const discovery = Discovery.safeParse(await readJson(response));
  if (!response.ok || !discovery.success) throw new UnexpectedAnswer(getOrigin(address), response.status);
  return discovery.data.token_endpoint;
}

async function fetchToken(
  endpoint: string,
  { clientId, clientSecret, scope, audience }: ClientAccount,
): Promise<z.infer<typeof Token>> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope,
    ...definedOnly({ resource: audience }),
  });
  const basic = Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString('base64');
  const response = await fetchWithTimeout(
    endpoint,
    { method: 'POST', headers: { authorization: `Basic ${basic}`, accept: 'application/json' }, body: form },
    timeoutMs,
  );
  const answer = await readJson(response);
  const token = Token.safeParse(answer);
  if (response.ok && token.success) return token.data;
  const refusal = Refusal.safeParse(answer);
  if (refusal.success) throw new SignInRefused(refusal.data.error);
  throw new UnexpectedAnswer(getOrigin(endpoint), response.status);
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text());
  } catch {
    return undefined;
  }
}

/** RFC 6749 §2.3.1 */
function formEncoded(text: string): string {
  return new URLSearchParams({ text }).toString().slice('text='.length);
}
