import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { http } from '../../lib/wiring/http.ts';
import { otherAddresses } from '../../lib/wiring/portal/other-addresses.ts';
import { router } from '../../lib/wiring/router.ts';
import { route } from '../../schemas/kernel/route.ts';
import { httpEvent, invoke, testEdge } from './invoke.ts';

const base = {
  room: 'catalogue',
  summary: '查看事物。',
  callers: 'anyone',
  query: z.object({}),
  body: null,
  answer: { status: 200, body: z.object({ by: z.string() }) },
  refusals: {},
} as const;
const listRoute = route({ ...base, operation: 'list', method: 'GET', path: '/api/v1/things', params: z.object({}) });
const makeRoute = route({ ...base, operation: 'make', method: 'POST', path: '/api/v1/things', params: z.object({}) });
const searchRoute = route({
  ...base,
  operation: 'search',
  method: 'GET',
  path: '/api/v1/things/search',
  params: z.object({}),
});
const readRoute = route({
  ...base,
  operation: 'read',
  method: 'GET',
  path: '/api/v1/things/{thing}',
  params: z.object({ thing: z.string() }),
});

const answer = (by: string) => async () => ({ by });
const ports = () => ({});
const handler = router(
  http(listRoute, ports, answer('list'), testEdge()),
  http(makeRoute, ports, answer('make'), testEdge()),
  http(searchRoute, ports, answer('search'), testEdge()),
  http(readRoute, ports, answer('read'), testEdge()),
  otherAddresses(),
);

describe('a router serves each route by its own use case', () => {
  test.each([
    ['list', listRoute, {}],
    ['make', makeRoute, {}],
    ['search', searchRoute, {}],
    ['read', readRoute, { params: { thing: 'search' } }],
  ] as const)('%s', async (by, asked, request) => {
    expect((await invoke(handler, httpEvent(asked, request))).json).toEqual({ by });
  });

  test('what no route matches is refused in Chinese', async () => {
    const found = await invoke(handler, {
      version: '2.0',
      routeKey: '$default',
      rawPath: '/api/v1/nothing',
      headers: {},
      requestContext: { requestId: 'r', http: { method: 'GET' } },
    });
    expect(found).toMatchObject({ statusCode: 404, json: { code: 'route-not-found' } });
  });
});

test('a route of another function fails', async () => {
  await expect(
    invoke(
      router(http(listRoute, ports, answer('list'), testEdge())),
      httpEvent(readRoute, { params: { thing: '1' } }),
    ),
  ).rejects.toThrow('route-not-served');
});
