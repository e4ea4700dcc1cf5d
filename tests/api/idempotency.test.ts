import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { dynamoIdempotencyStore } from '../../lib/adapters/idempotency/idempotency-store.ts';
import { http } from '../../lib/wiring/http.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import { route } from '../../schemas/kernel/route.ts';
import { tableOf, tableServers, type TableServer } from '../adapters/dynamodb/table-servers.ts';
import { callerWithRole, httpEvent, invoke, testEdge, type TestRequest } from './invoke.ts';

const makeRoute = route({
  operation: 'make-thing',
  room: 'catalogue',
  method: 'POST',
  path: '/api/v1/rooms/{room}/things',
  summary: '新建事物。',
  callers: ['provider'],
  params: z.object({ room: z.string() }),
  query: z.object({}),
  body: z.object({ name: z.string() }).strict(),
  answer: { status: 201, body: z.object({ number: z.int() }).strict() },
  refusals: { taken: { status: 409, title: '名称已用', detail: '名称已用。请换一个。' } },
  idempotent: true,
});

let server: TableServer;
let made = 0;
let wait: Promise<void> = Promise.resolve();

beforeAll(async () => {
  const [dynalite] = tableServers;
  if (dynalite === undefined) throw new Error('no table server');
  server = await dynalite.start([tableOf('keys', 'key')]);
});
afterAll(() => server.close());
beforeEach(() => {
  made = 0;
  wait = Promise.resolve();
});

const make = (key: string | undefined, change: TestRequest = {}, requestId?: string) => {
  const handler = http(
    makeRoute,
    () => ({}),
    async ({ body }) => {
      if (body.name === 'taken') return refused('taken');
      made += 1;
      await wait;
      if (body.name === 'broken' && made === 1) throw new Error('broken');
      return { number: made };
    },
    testEdge([], dynamoIdempotencyStore(server.tables, 'keys', Date.now)),
  );
  const headers = key === undefined ? {} : { 'Idempotency-Key': key };
  return invoke(
    handler,
    httpEvent(makeRoute, {
      params: { room: 'a' },
      caller: callerWithRole('provider'),
      body: '{"name":"x"}',
      headers,
      ...change,
    }),
    requestId,
  );
};

test('without a key each request creates one', async () => {
  expect([(await make(undefined)).json, (await make(undefined)).json]).toEqual([{ number: 1 }, { number: 2 }]);
});

test('a repeated request gets the first answer, marked as replayed', async () => {
  const first = await make('k1', {}, 'first');
  const again = await make('k1', {}, 'again');
  expect([first.statusCode, first.json, first.headers['idempotency-replayed']]).toEqual([
    201,
    { number: 1 },
    undefined,
  ]);
  expect([again.statusCode, again.json, again.headers['idempotency-replayed'], made]).toEqual([
    201,
    { number: 1 },
    'true',
    1,
  ]);
});

test.each<[string, TestRequest]>([
  ['another body', { body: '{"name":"y"}' }],
  ['another path', { params: { room: 'b' } }],
])('the same key with %s is refused', async (name, change) => {
  await make(`k2-${name.replace(' ', '-')}`);
  expect((await make(`k2-${name.replace(' ', '-')}`, change)).json).toMatchObject({
    status: 422,
    code: 'idempotency-key-reused',
  });
  expect(made).toBe(1);
});

test('another caller may use the same key', async () => {
  await make('k3');
  expect((await make('k3', { caller: callerWithRole('provider', 'another') })).json).toEqual({ number: 2 });
});

test('while the first is in progress, the second is refused', async () => {
  let go = (): void => undefined;
  wait = new Promise((resolve) => (go = resolve));
  const first = make('k4');
  await vi.waitFor(() => expect(made).toBe(1));
  expect((await make('k4')).json).toMatchObject({ status: 409, code: 'request-in-progress' });
  go();
  expect((await first).json).toEqual({ number: 1 });
});

test('a refused request may be corrected and sent with the same key', async () => {
  expect((await make('k5', { body: '{"name":"taken"}' })).json).toMatchObject({ code: 'taken' });
  expect((await make('k5', { body: '{"name":"free"}' })).json).toEqual({ number: 1 });
});

test('after an error the same request may be retried at once', async () => {
  expect((await make('k6', { body: '{"name":"broken"}' })).json).toMatchObject({ code: 'internal-error' });
  expect((await make('k6', { body: '{"name":"broken"}' })).json).toEqual({ number: 2 });
});

test.each([
  ['', '空'],
  ['钥匙', '汉字'],
  ['x'.repeat(256), '过长'],
  ['a b', '空格'],
])('a malformed key is refused', async (key) => {
  expect((await make(key)).json).toMatchObject({
    code: 'input-not-valid',
    errors: [{ pointer: '/headers/Idempotency-Key' }],
  });
});
