import { createHash, createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { departmentService, json, type Seen, type Service } from './department-service.ts';
import { startedAt, declared, faultOf, openSession, readAll } from './open-session.ts';

let service: Service;
afterEach(async () => await service.close());

const ok = { data: [{ no: 1 }] };
const secret = {
  username: '张三:x',
  password: 'p@ss 词',
  token: 'tok.en',
  key: 'k&y=1',
  appKey: 'app-1',
  secret: '密钥-secret',
  clientId: 'id:1',
  clientSecret: 's&cret',
};

test.each<[string, Record<string, unknown>, (seen: Seen) => boolean]>([
  ['none', { kind: 'none' }, ({ headers }) => headers.authorization === undefined],
  [
    'basic',
    { kind: 'basic' },
    ({ headers }) => headers.authorization === `Basic ${Buffer.from('张三:x:p@ss 词').toString('base64')}`,
  ],
  ['bearer', { kind: 'bearer' }, ({ headers }) => headers.authorization === 'Bearer tok.en'],
  [
    'a key in a header',
    { kind: 'api-key', in: 'header', name: 'X-API-Key' },
    ({ headers }) => headers['x-api-key'] === 'k&y=1',
  ],
  [
    'a key in the query',
    { kind: 'api-key', in: 'query', name: 'appkey' },
    ({ url }) => url.searchParams.get('appkey') === 'k&y=1' && url.searchParams.get('a') === '1',
  ],
])('%s', async (_, authentication, isRight) => {
  service = await departmentService((seen, response) => json(response, ok, isRight(seen) ? 200 : 401));
  const { session } = openSession(declared(`${service.origin}/?a=1`, { authentication }), { secret });
  expect(await readAll(session)).toMatchObject([{ rows: 1 }]);
  await session.close();
});

test.each([
  ['basic', { kind: 'basic' }, 'username'],
  ['bearer', { kind: 'bearer' }, 'token'],
  ['a key', { kind: 'api-key', in: 'query', name: 'k' }, 'key'],
  ['a signature', { kind: 'signature', algorithm: 'sm3', text: '', headers: {} }, 'appKey'],
  ['a token', { kind: 'oauth2', tokenUrl: 'http://127.0.0.1:1/' }, 'clientId'],
])('a missing part is named, and no call is made: %s', async (_, authentication, name) => {
  service = await departmentService((_seen, response) => json(response, ok));
  const { session } = openSession(declared(service.origin, { authentication }));
  expect(await faultOf(session.page(null))).toMatchObject({ code: 'credentials-missing', facts: { name } });
  expect(service.seen).toHaveLength(0);
  await session.close();
});

test.each([401, 403])('%i is refused without a retry', async (status) => {
  service = await departmentService((_, response) => json(response, {}, status));
  const { session, pauses } = openSession(declared(service.origin, { authentication: { kind: 'basic' } }), { secret });
  const fault = await faultOf(session.page(null));
  expect([fault.code, service.seen.length, pauses]).toEqual(['credentials-refused', 1, []]);
  expect(JSON.stringify([fault.message, fault.facts, String(fault.cause)])).not.toMatch(/p@ss|张三/);
  await session.close();
});

test('a token with a line break is refused before the call', async () => {
  service = await departmentService((_, response) => json(response, ok));
  const { session } = openSession(declared(service.origin, { authentication: { kind: 'bearer' } }), {
    secret: { token: 'a\r\nX-Admin: 1' },
  });
  expect((await faultOf(session.page(null))).code).toBe('credentials-refused');
  expect(service.seen).toHaveLength(0);
  await session.close();
});

/** Signatures by OpenSSL, an implementation independent of the one under test. */
describe('signatures, verified by the service', () => {
  const text = '{{appKey}}\n{{timestamp}}\n{{nonce}}\n{{method}}\n{{path}}\n{{query}}\n{{bodyHash}}\n{{body}}';
  const rebuilt = ({ method, url, headers, body }: Seen, hash: string) =>
    [
      'app-1',
      headers['x-time'],
      headers['x-nonce'],
      method,
      url.pathname,
      url.search.slice(1),
      createHash(hash).update(body).digest('hex'),
      body,
    ].join('\n');
  const headers = {
    'X-App': '{{appKey}}',
    'X-Time': '{{timestamp}}',
    'X-Nonce': '{{nonce}}',
    'X-Sign': 'v1 {{signature}}',
  };
  test.each<[algorithm: string, encoding: 'hex' | 'base64', text: string, (seen: Seen) => string]>([
    [
      'hmac-sha256',
      'hex',
      text,
      (seen) => createHmac('sha256', secret.secret).update(rebuilt(seen, 'sha256')).digest('hex'),
    ],
    [
      'hmac-sha256',
      'base64',
      text,
      (seen) => createHmac('sha256', secret.secret).update(rebuilt(seen, 'sha256')).digest('base64'),
    ],
    ['hmac-sm3', 'hex', text, (seen) => createHmac('sm3', secret.secret).update(rebuilt(seen, 'sm3')).digest('hex')],
    [
      'hmac-sm3',
      'base64',
      text,
      (seen) => createHmac('sm3', secret.secret).update(rebuilt(seen, 'sm3')).digest('base64'),
    ],
    [
      'sm3',
      'hex',
      `${text}{{secret}}`,
      (seen) =>
        createHash('sm3')
          .update(`${rebuilt(seen, 'sm3')}${secret.secret}`)
          .digest('hex'),
    ],
  ])('%s in %s', async (algorithm, encoding, signedText, expected) => {
    service = await departmentService((seen, response) =>
      json(response, ok, seen.headers['x-sign'] === `v1 ${expected(seen)}` ? 200 : 401),
    );
    const request = { method: 'POST', body: '{"类型":"许可",\n"page":{{page}}}', query: { cond: '全部 a+b' } };
    const { session } = openSession(
      declared(`${service.origin}/api/v1/rows`, {
        request,
        authentication: { kind: 'signature', algorithm, encoding, text: signedText, headers },
      }),
      { secret },
    );
    expect(await readAll(session)).toMatchObject([{ rows: 1 }]);
    expect(service.seen[0]?.headers).toMatchObject({ 'x-app': 'app-1', 'x-time': String(Date.parse(startedAt)) });
    expect(service.seen[0]?.url.searchParams.get('cond')).toBe('全部 a+b');
    await session.close();
  });

  test('each call has its own signature and time', async () => {
    service = await departmentService((_, response, before) =>
      json(response, before === 0 ? {} : ok, before === 0 ? 500 : 200),
    );
    const { session } = openSession(
      declared(service.origin, { authentication: { kind: 'signature', algorithm: 'hmac-sha256', text, headers } }),
      { secret },
    );
    await readAll(session);
    const [first, second] = service.seen;
    expect(first?.headers['x-nonce']).not.toBe(second?.headers['x-nonce']);
    expect(Number(second?.headers['x-time']) - Number(first?.headers['x-time'])).toBe(250);
    await session.close();
  });

  test('the secret is no placeholder of an HMAC', async () => {
    service = await departmentService((seen, response) =>
      json(
        response,
        ok,
        seen.headers['x-sign'] === createHmac('sha256', secret.secret).update('{{secret}}').digest('hex') &&
          seen.headers['x-leak'] === '{{secret}}'
          ? 200
          : 401,
      ),
    );
    const authentication = {
      kind: 'signature',
      algorithm: 'hmac-sha256',
      text: '{{secret}}',
      headers: { 'X-Sign': '{{signature}}', 'X-Leak': '{{secret}}' },
    };
    const { session } = openSession(declared(service.origin, { authentication }), { secret });
    await readAll(session);
    await session.close();
  });
});

describe('access tokens', () => {
  const isRightClient = ({ headers, body }: Seen) => {
    const form = new URLSearchParams(body);
    if (form.get('grant_type') !== 'client_credentials' || form.get('scope') !== 'read all') return false;
    return (
      headers.authorization === `Basic ${Buffer.from('id%3A1:s%26cret').toString('base64')}` ||
      (form.get('client_id') === 'id:1' && form.get('client_secret') === 's&cret')
    );
  };
  /** Issues t1, t2, … and accepts only the newest. */
  const authorizing = async (
    token: (number: number) => Record<string, unknown>,
    isTaken: (number: number, calls: number) => boolean = () => true,
  ) => {
    let [issued, calls] = [0, 0];
    service = await departmentService((seen, response) => {
      if (seen.url.pathname === '/token')
        return isRightClient(seen)
          ? json(response, token((issued += 1)))
          : json(response, { error: 'invalid_client' }, 400);
      calls += 1;
      json(
        response,
        { data: calls % 2 === 1 ? [{ no: calls }] : [] },
        seen.headers.authorization === `Bearer t${issued}` && isTaken(issued, calls) ? 200 : 401,
      );
    });
    return { counts: () => ({ issued, calls }) };
  };
  const declaring = (more = {}) =>
    declared(`${service.origin}/rows`, {
      paging: { kind: 'page', size: 1 },
      authentication: { kind: 'oauth2', tokenUrl: `${service.origin}/token`, scope: 'read all', ...more },
    });

  test.each(['header', 'body'])('with the client in the %s; cached from page to page', async (clientIn) => {
    const { counts } = await authorizing((number) => ({ access_token: `t${number}`, expires_in: 3600 }));
    const { session } = openSession(declaring({ clientIn }), { secret });
    await readAll(session);
    expect(counts()).toEqual({ issued: 1, calls: 2 });
    await session.close();
  });

  test.each([
    ['it expires in 20 minutes', 1200, 1_150_000, 2],
    ['it lives on', 1200, 1_130_000, 1],
    ['it lives a minute', '60', 55_000, 2],
    ['it says nothing', undefined, 99_999_999, 1],
  ] as const)('%s', async (_, expires, passed, issued) => {
    const { counts } = await authorizing((number) => ({
      access_token: `t${number}`,
      ...(expires === undefined ? {} : { expires_in: expires }),
    }));
    const { session, pass } = openSession(declaring(), { secret });
    const { next } = await session.page(null);
    pass(passed);
    await session.page(next);
    expect(counts().issued).toBe(issued);
    await session.close();
  });

  test('a refused token is renewed once', async () => {
    const { counts } = await authorizing(
      (number) => ({ access_token: `t${number}` }),
      (issued) => issued > 1,
    );
    const { session } = openSession(declaring(), { secret });
    await session.page(null);
    expect(counts()).toEqual({ issued: 2, calls: 2 });
    await session.close();
  });

  test('a second refused token fails', async () => {
    const { counts } = await authorizing(
      (number) => ({ access_token: `t${number}` }),
      () => false,
    );
    const { session } = openSession(declaring(), { secret });
    expect((await faultOf(session.page(null))).code).toBe('credentials-refused');
    expect(counts()).toEqual({ issued: 2, calls: 2 });
    await session.close();
  });

  test('a wrong client is refused', async () => {
    await authorizing(() => ({}));
    const { session } = openSession(declaring(), { secret: { ...secret, clientSecret: 'other' } });
    expect((await faultOf(session.page(null))).code).toBe('credentials-refused');
    await session.close();
  });

  test('an answer without a token is unreadable, and not stored', async () => {
    await authorizing(() => ({ token: 'something-secret' }));
    const { session } = openSession(declaring(), { secret });
    expect(await faultOf(session.page(null))).toMatchObject({ code: 'answer-not-readable', raw: undefined });
    await session.close();
  });

  test('the client secret is not sent elsewhere', async () => {
    service = await departmentService((_, response) => json(response, {}, 307, { location: '/elsewhere' }));
    const { session } = openSession(declaring(), { secret });
    expect((await faultOf(session.page(null))).code).toBe('redirect-refused');
    expect(service.seen).toHaveLength(1);
    await session.close();
  });
});
