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
  operation: 'read-list',
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
    ['has its tag', tag, 304],
    ['has its tag as a strong one', tag.slice(2), 304],
    ['has its tag among others', `"x", ${tag}`, 304],
    ['has a wildcard', '*', 304],
    ['has another tag', '"x"', 200],
    ['has a part of its tag', `${tag.slice(0, -3)}"`, 200],
  ])('%s', (_, ifNoneMatch, status) => {
    const { statusCode, body, headers } = cacheable(answerWith({ a: 1 }), 60, { 'if-none-match': ifNoneMatch });
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
    ['if the client accepts gzip', large, 'br, gzip', true],
    ['if the client accepts it with a lower weight', large, 'gzip;q=0.5', true],
    ['if the client accepts anything', large, '*', true],
    ['not without Accept-Encoding', large, undefined, false],
    ['not if the client accepts another encoding only', large, 'br', false],
    ['not if the client excludes it', large, 'gzip;q=0', false],
    ['not if the client excludes it with three digits', large, 'gzip;q=0.000', false],
    ['not for a small body', { a: 1 }, 'gzip', false],
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
