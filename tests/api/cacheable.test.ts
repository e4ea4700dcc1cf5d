import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { http } from '../../lib/wiring/http.ts';
import { cacheable } from '../../lib/wiring/http/cacheable.ts';
import { fileResponse, jsonResponse } from '../../lib/wiring/http/http-response.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import { route } from '../../schemas/kernel/route.ts';
import { httpEvent, invoke, testEdge } from './invoke.ts';

const listRoute = route({
  function: 'read-list',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/list',
  summary: '查看清单。',
  callers: 'anyone',
  params: z.object({}),
  query: z.object({}),
  body: null,
  answer: { status: 200, body: z.object({ a: z.int() }) },
  refusals: { 'no-list': { status: 404, title: '没有清单', detail: '没有这个清单。' } },
  cacheSeconds: 60,
});

const answerWith = (value: unknown) => jsonResponse(200, value, 'request-1');
const tagOf = (value: unknown) => cacheable(answerWith(value), 60, {}).headers['etag'] ?? '';
const large = { words: '漯河市'.repeat(1000) };

test('a route with cacheSeconds allows public caching and any origin', async () => {
  const { headers } = await invoke(
    http(
      listRoute,
      () => ({}),
      async () => ({ a: 1 }),
      testEdge(),
    ),
    httpEvent(listRoute),
  );
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=60',
    'access-control-allow-origin': '*',
    vary: 'accept-encoding',
    etag: tagOf({ a: 1 }),
  });
});

test('its refusals are not cached', async () => {
  const { statusCode, headers } = await invoke(
    http(
      listRoute,
      () => ({}),
      async () => refused('no-list'),
      testEdge(),
    ),
    httpEvent(listRoute),
  );
  expect([statusCode, headers['cache-control'], headers['etag']]).toEqual([404, 'no-store', undefined]);
});

test('the ETag depends on the content only', () => {
  expect(tagOf({ a: 1 })).toMatch(/^W\/"[\w-]{22}"$/);
  const [first, second, other] = [{ a: 1 }, { a: 1 }, { a: 2 }].map(tagOf);
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

describe('a conditional request', () => {
  const tag = tagOf({ a: 1 });
  test.each<[string, string, number]>([
    ['names it', tag, 304],
    ['names it as a strong one', tag.slice(2), 304],
    ['names it among others', `"x", ${tag}`, 304],
    ['takes any', '*', 304],
    ['names another', '"x"', 200],
    ['names a piece of it', `${tag.slice(0, -3)}"`, 200],
  ])('%s', (_, asked, status) => {
    const { statusCode, body, headers } = cacheable(answerWith({ a: 1 }), 60, { 'if-none-match': asked });
    expect([statusCode, body === '', headers['etag'], headers['content-type'] === undefined]).toEqual([
      status,
      status === 304,
      tag,
      status === 304,
    ]);
  });
});

describe('gzip', () => {
  test.each<[string, unknown, string | undefined, boolean]>([
    ['for whoever takes gzip', large, 'br, gzip', true],
    ['for whoever takes it less gladly', large, 'gzip;q=0.5', true],
    ['for whoever takes anything', large, '*', true],
    ['not for whoever says nothing', large, undefined, false],
    ['not for whoever takes something else', large, 'br', false],
    ['not for whoever will have none', large, 'gzip;q=0', false],
    ['not for whoever will have none, to the third digit', large, 'gzip;q=0.000', false],
    ['not what is small', { a: 1 }, 'gzip', false],
  ])('%s', (_, value, accepted, packed) => {
    const { headers, body = '' } = cacheable(answerWith(value), 60, { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(packed ? 'gzip' : undefined);
    expect(JSON.parse(packed ? gunzipSync(Buffer.from(body, 'base64')).toString() : body)).toEqual(value);
  });

  test('a gzipped file unpacks to the same file', () => {
    const file = Buffer.from('漯河市'.repeat(1000));
    const { headers, body = '' } = cacheable(fileResponse('text/plain', { file }, 'request-1'), 60, {
      'accept-encoding': 'gzip',
    });
    expect([headers['content-type'], gunzipSync(Buffer.from(body, 'base64')).equals(file)]).toEqual([
      'text/plain',
      true,
    ]);
  });
});
