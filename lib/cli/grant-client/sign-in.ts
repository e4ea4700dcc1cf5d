// Part of each generated client, beside client.js. It imports nothing, so that a client depends on nothing.

/** An account of the department's system. The secret is sent to the token endpoint only. */
export type GrantAccount = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Another address of the platform than the one that the client was generated from. */
  readonly platform?: string;
  /** Another token endpoint (RFC 6749 §3.2). */
  readonly tokenEndpoint?: string;
  /** The default is `api`. */
  readonly scope?: string;
  /** Sent as `resource` (RFC 8707) if the provider of identities requires it. */
  readonly audience?: string;
};

/** The account was refused, or the token endpoint gave no token. */
export class SignInFailed extends Error {
  readonly status: number;
  readonly code: string | undefined;
  constructor(status: number, code: string | undefined) {
    super(
      `没有取得访问令牌（HTTP ${status}${code === undefined ? '' : `，${code}`}）。请核对系统账号、密钥和令牌地址。`,
    );
    this.name = 'SignInFailed';
    this.status = status;
    this.code = code;
  }
}

type Secured = { readonly headers: { readonly authorization: string } };
export type ClientConfig = {
  readonly baseUrl: string;
  readonly securityWorker: () => Promise<Secured>;
  readonly customFetch: typeof fetch;
};

const expiryMarginMs = 30_000;

/**
 * Fetches tokens by client credentials (RFC 6749 §4.4), keeps each until shortly before its end, and once replaces one
 * that the platform refuses. Calls throw `SignInFailed` and what `fetch` throws.
 */
export function signIn(
  account: GrantAccount,
  defaults: { readonly platform: string; readonly tokenEndpoint: string },
): ClientConfig {
  const { clientId, clientSecret, scope = 'api', audience } = account;
  const endpoint = account.tokenEndpoint ?? defaults.tokenEndpoint;
  let current: { readonly token: Promise<string>; until: number } | undefined;

  async function fetchToken(kept: { until: number }): Promise<string> {
    const encode = (text: string) => new URLSearchParams({ text }).toString().slice('text='.length); // RFC 6749 §2.3.1
    const response = await fetch(endpoint, {
      method: 'POST',
      redirect: 'error',
      headers: { authorization: `Basic ${btoa(`${encode(clientId)}:${encode(clientSecret)}`)}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope,
        ...(audience === undefined ? {} : { resource: audience }),
      }),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    const token = readText(answer, 'access_token');
    if (!response.ok || token === undefined) throw new SignInFailed(response.status, readText(answer, 'error'));
    const seconds = Number(readText(answer, 'expires_in') ?? 60);
    kept.until = Date.now() + Math.max(1_000, seconds * 1_000 - expiryMarginMs);
    return token;
  }

  function token(): Promise<string> {
    if (current !== undefined && Date.now() < current.until) return current.token;
    const kept = { until: Infinity };
    const next = {
      token: fetchToken(kept),
      get until() {
        return kept.until;
      },
    };
    current = next;
    next.token.catch(() => {
      if (current === next) current = undefined;
    });
    return next.token;
  }

  const authorization = async () => ({ authorization: `Bearer ${await token()}` });
  return {
    baseUrl: (account.platform ?? defaults.platform).replace(/\/+$/, ''),
    securityWorker: async () => ({ headers: await authorization() }),
    async customFetch(input, init) {
      const sent = current;
      const response = await fetch(input, init);
      if (response.status !== 401) return response;
      if (current === sent) current = undefined;
      const headers = new Headers(init?.headers);
      headers.set('authorization', (await authorization()).authorization);
      return await fetch(input, { ...init, headers });
    },
  };
}

function readText(answer: unknown, property: string): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const value: unknown = Object.entries(answer).find(([name]) => name === property)?.[1];
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : undefined;
}
