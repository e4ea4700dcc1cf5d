import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redirectRequest } from '../../../lib/adapters/sources/net/redirect-request.ts';
import { departmentService, json, type Service } from './department-service.ts';
import { declared, faultOf, openSession, readAll } from './open-session.ts';

let service: Service;
let other: Service;
beforeAll(async () => {
  other = await departmentService((_, response) => json(response, { data: [{ no: 1 }] }));
  service = await departmentService(({ url }, response) => {
    const [status, location, left] = [
      Number(url.searchParams.get('status') ?? 302),
      url.searchParams.get('to'),
      Number(url.searchParams.get('left') ?? 0),
    ];
    if (url.pathname === '/here') return json(response, { data: [{ no: 1 }] });
    if (left > 0) return json(response, {}, 302, { location: left === 1 ? '/here' : `/?left=${left - 1}` });
    json(response, {}, status, location === null ? {} : { location });
  });
});
afterAll(async () => {
  await service.close();
  await other.close();
});
const resolve = async () => [{ address: '203.0.113.7' }];

test.each([
  ['metadata', 'http://169.254.169.254/latest/meta-data/', 'address-forbidden'],
  ['another port of this machine', 'http://127.0.0.1:1/', 'address-forbidden'],
  ['this machine in another spelling', 'http://[::ffff:7f00:1]/', 'address-forbidden'],
  ['this machine as a number', 'http://2130706433/', 'address-forbidden'],
  ['another host without a scheme', '//127.0.0.2/', 'address-forbidden'],
  ['a place that is not listed', 'http://other.example.com/', 'redirect-refused'],
  ['a file', 'file:///etc/passwd', 'redirect-refused'],
  ['gopher', 'gopher://127.0.0.1:6379/_INFO', 'redirect-refused'],
  ['ftp', 'ftp://203.0.113.7/', 'redirect-refused'],
  ['data', 'data:application/json,{"data":[]}', 'redirect-refused'],
  ['a user in the address', 'http://somebody@203.0.113.7/', 'redirect-refused'],
  ['nowhere', 'http://[', 'redirect-refused'],
])('a redirect to %s is not followed', async (_, to, code) => {
  const { session } = openSession(declared(`${service.origin}/?to=${encodeURIComponent(to)}`), { resolve });
  expect((await faultOf(session.page(null))).code).toBe(code);
  await session.close();
});

test('a redirect without a location is refused', async () => {
  const { session } = openSession(declared(`${service.origin}/?status=307`));
  expect(await faultOf(session.page(null))).toMatchObject({ code: 'redirect-refused', facts: { status: 307 } });
  await session.close();
});

test.each([
  [5, null],
  [6, 'redirect-refused'],
] as const)('%i redirects: %s', async (left, code) => {
  const { session } = openSession(declared(`${service.origin}/?left=${left}`));
  if (code === null) expect(await readAll(session)).toMatchObject([{ rows: 1 }]);
  else expect((await faultOf(session.page(null))).code).toBe(code);
  await session.close();
});

test('another origin gets no header that might be a key', async () => {
  const { session } = openSession(
    declared(`${service.origin}/?to=${encodeURIComponent(other.origin)}`, {
      authentication: { kind: 'bearer' },
      request: { headers: { 'X-Key': 'k' } },
    }),
    { allowed: `127.0.0.1:${service.port},127.0.0.1:${other.port}`, secret: { token: 'a-token' } },
  );
  await session.page(null);
  expect(service.seen.at(-1)?.headers).toMatchObject({ authorization: 'Bearer a-token', 'x-key': 'k' });
  expect(other.seen).toHaveLength(1);
  expect(other.seen[0]?.headers).not.toHaveProperty('authorization');
  expect(other.seen[0]?.headers).not.toHaveProperty('x-key');
  await session.close();
});

describe('the redirected request', () => {
  const post = {
    method: 'POST',
    url: 'https://a.example.cn/x',
    headers: { authorization: 's', 'content-type': 'application/json', accept: '*' },
    body: '{}',
  } as const;
  test.each([
    [301, 'GET', undefined],
    [302, 'GET', undefined],
    [303, 'GET', undefined],
    [307, 'POST', '{}'],
    [308, 'POST', '{}'],
  ])('%i after a POST: %s', (status, method, body) => {
    const request = redirectRequest(post, status, '/y#z');
    expect(request).toMatchObject({ method, url: 'https://a.example.cn/y', headers: { authorization: 's' } });
    expect(request.body).toBe(body);
    expect('content-type' in request.headers).toBe(body !== undefined);
  });

  test.each([
    'https://somebody@a.example.cn/',
    'https://:password@a.example.cn/',
    'https://somebody:password@a.example.cn/',
  ])('refuses user info: %s', (location) => {
    expect(() => redirectRequest(post, 302, location)).toThrow('redirect-refused');
  });

  test('refuses https to http', () => {
    expect(() => redirectRequest(post, 302, 'http://a.example.cn/x')).toThrow('redirect-refused');
  });

  test.each(['https://b.example.cn/x', 'https://a.example.cn:8443/x'])('without keys to %s', (location) => {
    expect(redirectRequest(post, 307, location).headers).toEqual({ 'content-type': 'application/json', accept: '*' });
  });
});
