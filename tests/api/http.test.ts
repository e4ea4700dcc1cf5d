import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Failure } from '../../lib/kernel/failure.ts';
import { http } from '../../lib/wiring/http.ts';
import type { SignIn } from '../../schemas/departments/sign-in.ts';
import { decimalInteger } from '../../schemas/kernel/decimal-integer.ts';
import { Problem } from '../../schemas/kernel/problem.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import { route } from '../../schemas/kernel/route.ts';
import { callerWithRole, httpEvent, invoke, testEdge, type TestRequest, type LogLine } from './invoke.ts';

const renameRoute = route({
  operation: 'rename-thing',
  room: 'catalogue',
  method: 'PUT',
  path: '/api/v1/things/{thing}',
  summary: '给事物改名。',
  callers: ['provider'],
  params: z.object({ thing: z.string().regex(/^[a-z]+$/) }),
  query: z.object({ limit: decimalInteger({ min: 1, max: 200 }).default(50) }),
  body: z.object({ name: z.string().min(2), tags: z.array(z.object({ 'a/b~c': z.int() })).optional() }).strict(),
  answer: { status: 200, body: z.object({ name: z.string() }).strict() },
  refusals: { 'thing-locked': { status: 409, title: '事物已锁定', detail: '事物“{thing}”已锁定。请先解锁。' } },
});

const noPorts = () => ({});
const rename = http(
  renameRoute,
  noPorts,
  async ({ params, body }) =>
    params.thing === 'locked' ? refused('thing-locked', { thing: params.thing }) : { name: body.name },
  testEdge(),
);
const ask = (change: TestRequest = {}) =>
  invoke(
    rename,
    httpEvent(renameRoute, {
      params: { thing: 'chair' },
      caller: callerWithRole('provider'),
      body: '{"name":"椅子"}',
      ...change,
    }),
  );

test('a valid request is answered in JSON, with no-store and its request id', async () => {
  const answer = await ask();
  expect(answer.statusCode).toBe(200);
  expect(answer.json).toEqual({ name: '椅子' });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': 'request-1',
  });
});

test('a refusal is problem+json with its sentence filled in', async () => {
  const answer = await ask({ params: { thing: 'locked' } });
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.json).toEqual({
    type: '/api/v1/docs#refusal-thing-locked',
    title: '事物已锁定',
    status: 409,
    detail: '事物“locked”已锁定。请先解锁。',
    code: 'thing-locked',
    requestId: 'request-1',
  });
});

describe('callers that are refused', () => {
  test.each<[string, SignIn | undefined, number, string]>([
    ['no authorizer context', undefined, 401, 'not-signed-in'],
    ['no token', { outcome: 'no-token' }, 401, 'not-signed-in'],
    ['the token is not valid', { outcome: 'token-not-valid' }, 401, 'not-signed-in'],
    ['the token lacks the scope', { outcome: 'scope-missing' }, 403, 'scope-missing'],
    ['the account is unknown', { outcome: 'account-unknown' }, 403, 'account-unknown'],
    ['the account is inactive', { outcome: 'account-inactive' }, 403, 'account-inactive'],
    ['the issuer cannot be reached', { outcome: 'identity-unavailable' }, 503, 'identity-unavailable'],
    ['another role', { outcome: 'signed-in', caller: callerWithRole('consumer') }, 403, 'not-allowed'],
  ])('%s', async (_, signIn, status, code) => {
    const answer = await invoke(
      rename,
      httpEvent(renameRoute, {
        params: { thing: 'chair' },
        body: 'not json',
        ...(signIn === undefined ? {} : { signIn }),
      }),
    );
    expect([answer.statusCode, answer.json]).toEqual([
      status,
      expect.objectContaining({ code, detail: expect.stringMatching(/。$/) }),
    ]);
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer realm="guiji"' : undefined);
  });

  test('an authorizer context of another shape is refused', async () => {
    const event = {
      ...Object(httpEvent(renameRoute)),
      requestContext: {
        requestId: 'r',
        http: { method: 'PUT' },
        authorizer: { lambda: { signIn: '{"outcome":"signed-in","caller":{"subject":"x"}}' } },
      },
    };
    expect((await invoke(rename, event)).statusCode).toBe(500);
  });
});

describe('input that does not fit the route', () => {
  test.each<[string, TestRequest, string, readonly (readonly [string, string])[]]>([
    ['a missing required property', { body: '{}' }, 'input-not-valid', [['/body/name', '此项必须填写，但没有提供。']]],
    ['no body at all', { body: '' }, 'input-not-valid', [['/body', '此项必须填写，但没有提供。']]],
    ['a number for a text', { body: '{"name":12}' }, 'input-not-valid', [['/body/name', '此项应为文本。']]],
    ['a text that is too short', { body: '{"name":"桌"}' }, 'input-not-valid', [['/body/name', '此项最少 2 个字符。']]],
    [
      'an unknown property',
      { body: '{"name":"桌子","colour":"红"}' },
      'input-not-valid',
      [['/body/colour', '没有这一项，请对照接口说明检查名称。']],
    ],
    [
      'a nested name with a slash and a tilde',
      { body: '{"name":"桌子","tags":[{"a/b~c":1},{"a/b~c":1.5}]}' },
      'input-not-valid',
      [['/body/tags/1/a~1b~0c', '此项应为整数。']],
    ],
    [
      'a path parameter of another form',
      { params: { thing: 'Chair9' } },
      'input-not-valid',
      [['/params/thing', '此项应为符合格式 /^[a-z]+$/ 的文本。']],
    ],
    [
      'a limit above the maximum',
      { query: { limit: '201' } },
      'input-not-valid',
      [['/query/limit', '此项不能大于 200。']],
    ],
    ...['0x10', '0b1', '1e2', ' 5', '+5', '-5', '05', '5.0', '', '٥', '９', '1'.repeat(400)].map(
      (limit): [string, TestRequest, string, readonly (readonly [string, string])[]] => [
        `a limit that is no decimal integer: ${limit.slice(0, 5)}`,
        { query: { limit } },
        'input-not-valid',
        [['/query/limit', '此项应为整数。']],
      ],
    ),
    [
      'an unknown query parameter',
      { query: { departmnt: 'x' } },
      'input-not-valid',
      [['/query/departmnt', '没有这一项，请对照接口说明检查名称。']],
    ],
    [
      'several faults are reported at once',
      { params: { thing: '9' }, query: { limit: '0' }, body: '{"name":""}' },
      'input-not-valid',
      [
        ['/params/thing', '此项应为符合格式 /^[a-z]+$/ 的文本。'],
        ['/query/limit', '此项不能小于 1。'],
        ['/body/name', '此项最少 2 个字符。'],
      ],
    ],
    ['truncated JSON', { body: '{"name":' }, 'body-not-json', []],
    [
      'text that is not UTF-8',
      { body: Buffer.from([0x22, 0xff, 0x22]).toString('base64'), base64: true },
      'body-not-json',
      [],
    ],
    ['text that the gateway has repaired', { body: '{"name":"桌\ufffd子"}' }, 'body-not-json', []],
    ['JSON with a member twice', { body: '{"name":"桌子","name":"椅子"}' }, 'body-not-json', []],
    ['JSON of 101 levels', { body: `{"name":${'['.repeat(100)}${']'.repeat(100)}}` }, 'body-not-json', []],
    ['JSON deeper than the stack', { body: '['.repeat(200_000) + ']'.repeat(50_000) }, 'body-not-json', []],
    ['one byte above 256 KiB', { body: `"${'x'.repeat(256 * 1024 - 1)}"` }, 'body-too-large', []],
    ['Chinese text counts in bytes', { body: `"${'汉'.repeat(87_382)}"` }, 'body-too-large', []],
  ])('%s', async (_, change, code, errors) => {
    const answer = await ask(change);
    expect(answer.json).toMatchObject({ code });
    const reported = Problem.parse(answer.json).errors ?? [];
    expect(reported.map(({ pointer, detail }) => [pointer, detail])).toEqual(errors);
  });

  test('a body in base64 and with a byte order mark is read', async () => {
    expect((await ask({ body: Buffer.from('\uFEFF{"name":"椅子"}').toString('base64'), base64: true })).json).toEqual({
      name: '椅子',
    });
  });

  test('the problem never repeats the value', async () => {
    expect((await ask({ body: '{"name":["411102199003070010"],"411102":1}' })).body).not.toContain(
      '411102199003070010',
    );
  });
});

describe('errors inside a function', () => {
  const answerOf = async (useCase: () => Promise<{ name: string }>) => {
    const lines: LogLine[] = [];
    const handler = http(renameRoute, noPorts, useCase, testEdge(lines));
    const answer = await invoke(
      handler,
      httpEvent(renameRoute, {
        params: { thing: 'chair' },
        caller: callerWithRole('provider'),
        body: '{"name":"王芳411102199003070010"}',
      }),
    );
    return { answer, lines };
  };

  test('an error is logged once, with its name and stack, without its message', async () => {
    const { answer, lines } = await answerOf(async () => {
      throw new TypeError('王芳411102199003070010 is not iterable', { cause: new Error('secret row') });
    });
    expect(answer.json).toMatchObject({ status: 500, code: 'internal-error', requestId: 'request-1' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'error',
      code: 'http-failed',
      facts: { function: 'rename-thing', requestId: 'request-1', error: 'TypeError', 'cause.error': 'Error' },
    });
    expect(JSON.stringify([answer.body, lines])).not.toMatch(/王芳|411102|secret row/);
    expect(JSON.stringify(lines)).toContain('http.test.ts');
  });

  test('a Failure is logged with its code and ids', async () => {
    const { lines } = await answerOf(async () => {
      throw new Failure('object-without-body', { delivery: '01JD6Y3V5W8Q2K4M7N9PRSTVXZ' });
    });
    expect(lines[0]?.facts).toMatchObject({ failure: 'object-without-body', delivery: '01JD6Y3V5W8Q2K4M7N9PRSTVXZ' });
  });

  test.each([
    ['a read', Object.assign(new Error('slow down'), { name: 'ProvisionedThroughputExceededException' })],
    ['a batch', new Failure('table-throttled', { table: 'records', left: 3 })],
  ])('%s that is throttled asks the caller to come back', async (_, error) => {
    const { answer, lines } = await answerOf(async () => {
      throw error;
    });
    expect(answer.headers['retry-after']).toBe('10');
    expect(answer.json).toMatchObject({
      status: 503,
      code: 'service-busy',
      detail: expect.stringContaining('请等待 10 秒后再试'),
    });
    expect(lines.map(({ level, code }) => [level, code])).toEqual([['warn', 'http-throttled']]);
  });

  test('an output that does not fit the route is never sent', async () => {
    const { answer, lines } = await answerOf(async () => ({ name: '椅子', secret: 'x' }));
    expect(answer.json).toMatchObject({ code: 'internal-error' });
    expect(lines[0]?.facts).toMatchObject({ error: 'ZodError', issues: [': unrecognized_keys'] });
  });

  test('ports that fail to open are opened again with the next request', async () => {
    let tries = 0;
    const handler = http(
      renameRoute,
      () => {
        tries += 1;
        if (tries === 1) throw new Failure('setting-missing', { setting: 'X' });
        return {};
      },
      async () => ({ name: '椅子' }),
      testEdge(),
    );
    const event = httpEvent(renameRoute, {
      params: { thing: 'chair' },
      caller: callerWithRole('provider'),
      body: '{"name":"椅子"}',
    });
    expect([
      (await invoke(handler, event)).statusCode,
      (await invoke(handler, event)).statusCode,
      (await invoke(handler, event)).statusCode,
      tries,
    ]).toEqual([500, 200, 200, 2]);
  });
});

describe('answers that are not JSON', () => {
  const routeBase = {
    room: 'catalogue',
    method: 'GET',
    path: '/api/v1/file',
    summary: '取文件。',
    callers: 'anyone',
    params: z.object({}),
    query: z.object({}),
    body: null,
    refusals: {},
  } as const;

  test('a file is downloaded under its name, in ASCII and in UTF-8', async () => {
    const fileRoute = route({
      ...routeBase,
      operation: 'file',
      answer: { status: 200, file: 'application/octet-stream' },
    });
    const answer = await invoke(
      http(
        fileRoute,
        noPorts,
        async () => ({ file: new Uint8Array([1, 2, 3]), name: "身份证 (2024)'s.xlsx" }),
        testEdge(),
      ),
      httpEvent(fileRoute),
    );
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="___ (2024)_s.xlsx"; filename*=UTF-8''%E8%BA%AB%E4%BB%BD%E8%AF%81%20%282024%29%27s.xlsx`,
    );
    expect([answer.isBase64Encoded, [...Buffer.from(answer.body, 'base64')]]).toEqual([true, [1, 2, 3]]);
  });

  test('a file without a name is displayed inline', async () => {
    const fileRoute = route({
      ...routeBase,
      operation: 'file',
      answer: { status: 200, file: 'text/html; charset=utf-8' },
    });
    const answer = await invoke(
      http(fileRoute, noPorts, async () => ({ file: new Uint8Array() }), testEdge()),
      httpEvent(fileRoute),
    );
    expect([answer.headers['content-disposition'], answer.headers['content-type']]).toEqual([
      undefined,
      'text/html; charset=utf-8',
    ]);
  });

  test('a redirect', async () => {
    const goRoute = route({ ...routeBase, operation: 'go', answer: { status: 303, location: true } });
    const answer = await invoke(
      http(goRoute, noPorts, async () => ({ location: 'https://store.example/key?signature=x' }), testEdge()),
      httpEvent(goRoute),
    );
    expect([answer.statusCode, answer.headers['location']]).toEqual([303, 'https://store.example/key?signature=x']);
  });
});
