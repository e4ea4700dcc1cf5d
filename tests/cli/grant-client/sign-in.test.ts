import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signIn, SignInFailed } from '../../../lib/cli/grant-client/sign-in.ts';

type Token = { readonly status?: number; readonly body: unknown };
const calls: { readonly address: string; readonly authorization: string; readonly body: string }[] = [];
/** Answers of the token endpoint; the last one is repeated. */
let tokens: Token[] = [];
/** Tokens that the platform refuses. */
const refused = new Set<string>();
let base = '';
let server: ReturnType<typeof createServer>;

beforeEach(async () => {
  calls.length = 0;
  refused.clear();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const authorization = request.headers.authorization ?? '';
    calls.push({ address: request.url ?? '', authorization, body: await text(request) });
    if (request.url !== '/token') {
      response.writeHead(refused.has(authorization.replace('Bearer ', '')) ? 401 : 200).end('{}');
      return;
    }
    const [token] = tokens.length > 1 ? tokens.splice(0, 1) : tokens;
    response.writeHead(token?.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(token?.body));
  };
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  base = `http://127.0.0.1:${address.port}`;
});
afterEach(async () => {
  vi.useRealTimers();
  await new Promise((resolve) => server.close(resolve));
});

const account = { clientId: 'a system', clientSecret: 'se:cret' };
const connect = (changes = {}) =>
  signIn({ ...account, ...changes }, { platform: `${base}/`, tokenEndpoint: `${base}/token` });
const given = (token: string, seconds = 300): Token => ({ body: { access_token: token, expires_in: seconds } });
const asked = (address: string) => calls.filter((call) => call.address === address);

/** As the generated client calls. */
async function call(config: ReturnType<typeof connect>): Promise<number> {
  const { headers } = await config.securityWorker();
  const { status } = await config.customFetch(`${config.baseUrl}/call`, { method: 'POST', headers, body: '{}' });
  return status;
}

test('calls at the same time share one token, asked for as RFC 6749 §4.4 says', async () => {
  tokens = [given('one')];
  const config = connect({ audience: 'urn:platform' });
  expect(await Promise.all([call(config), call(config), call(config)])).toEqual([200, 200, 200]);
  expect(asked('/token')).toEqual([
    {
      address: '/token',
      authorization: `Basic ${Buffer.from('a+system:se%3Acret').toString('base64')}`,
      body: 'grant_type=client_credentials&scope=api&resource=urn%3Aplatform',
    },
  ]);
  expect(asked('/call').map(({ authorization }) => authorization)).toEqual(Array(3).fill('Bearer one'));
});

test.each([
  ['is kept until half a minute before its end', 269, 1],
  ['is replaced from half a minute before its end', 271, 2],
])('a token of 300 seconds %s', async (_, seconds, times) => {
  tokens = [given('one'), given('two')];
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  const config = connect();
  await call(config);
  vi.setSystemTime(seconds * 1000);
  await call(config);
  expect(asked('/token')).toHaveLength(times);
});

test('a token that the platform refuses is replaced once, and the call is sent again', async () => {
  tokens = [given('one'), given('two'), given('three')];
  refused.add('one');
  const config = connect();
  expect(await Promise.all([call(config), call(config)])).toEqual([200, 200]);
  expect(asked('/token')).toHaveLength(2);
  expect(asked('/call').every(({ body }) => body === '{}')).toBe(true);
  for (const token of ['two', 'three']) refused.add(token);
  expect(await call(config)).toBe(401);
});

describe('no token', () => {
  test.each<[string, Token, number, string | undefined]>([
    ['a wrong secret', { status: 401, body: { error: 'invalid_client' } }, 401, 'invalid_client'],
    ['an answer without a token', { body: {} }, 200, undefined],
    ['an answer that is no object', { status: 502, body: 'busy' }, 502, undefined],
  ])('%s is said, without the secret, and the next call asks again', async (_, token, status, code) => {
    tokens = [token, given('one')];
    const config = connect();
    const failure = await call(config).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SignInFailed);
    expect(failure).toMatchObject({ status, code, message: expect.stringMatching(/^没有取得访问令牌.*。$/) });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('cret');
    expect(await call(config)).toBe(200);
  });
});
