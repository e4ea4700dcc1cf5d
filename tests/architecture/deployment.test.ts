import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { resolvedService } from '../../infra/local/resolved-service.ts';
import { deploymentFaults, type NamedFunction } from '../../infra/tools/build/deployment-faults.ts';
import { route } from '../../schemas/kernel/route.ts';
import { routes } from '../../schemas/routes.ts';

const root = new URL('../../', import.meta.url);
const sourceOf = (path: string) =>
  existsSync(new URL(path, root)) ? readFileSync(new URL(path, root), 'utf8') : undefined;

describe('serverless.yml, functions/ and schemas/ agree', async () => {
  const { functions } = await resolvedService();

  test('the deployment has no faults', () => {
    expect(deploymentFaults(functions, routes, sourceOf)).toEqual([]);
  });

  test('every route is served', () => {
    expect(routes.map((declared) => declared.function).filter((name) => !(name in functions))).toEqual([]);
  });

  test('every file in functions/ is named in serverless.yml', () => {
    const named = Object.values(functions).map(({ handler }) =>
      handler.replace(/^dist\//, '').replace(/\.handler$/, '.ts'),
    );
    expect(globSync('functions/**/*.ts', { cwd: root }).toSorted()).toEqual(named.toSorted());
  });
});

describe('faulty deployments', () => {
  const thingRoute = route({
    function: 'read-thing',
    room: 'catalogue',
    method: 'GET',
    path: '/api/v1/things',
    summary: '查看事物。',
    callers: ['provider'],
    params: z.object({}),
    query: z.object({}),
    body: null,
    answer: { status: 200, body: z.object({}) },
    refusals: {},
  });
  const authorizer = { name: 'authorize' };
  const handler = 'dist/functions/catalogue/read-thing.handler';
  const good = {
    'read-thing': { handler, events: [{ httpApi: { method: 'GET', path: '/api/v1/things', authorizer } }] },
  };
  const text = 'export const handler = http(readThingRoute, ports, readThing);\n';
  const faults = (functions: Record<string, NamedFunction>, source = text, declared = [thingRoute]) =>
    deploymentFaults(functions, declared, () => source);

  test('a correct one has no faults', () => {
    expect(faults(good)).toEqual([]);
    expect(
      deploymentFaults(
        {
          ...good,
          'route-not-found': {
            handler: 'dist/functions/catalogue/route-not-found.handler',
            events: [{ httpApi: '*' }],
          },
        },
        [thingRoute],
        () => text,
      ),
    ).toEqual([]);
    expect(
      deploymentFaults(
        {
          ...good,
          sweep: { handler: 'dist/functions/collection/sweep.handler', events: [{ schedule: 'rate(1 minute)' }] },
        },
        [thingRoute],
        () => text,
      ),
    ).toEqual([]);
  });

  test('everything there is', () => {
    expect(faults({ 'read-thing': { handler, events: [{ httpApi: '*' }] } })).toContainEqual(
      expect.stringContaining('must be GET /api/v1/things'),
    );
  });

  test.each<[string, readonly string[], string]>([
    ['a function without a route', deploymentFaults(good, [], () => text), 'no route in schemas/ says who may call it'],
    ['a function without a file', deploymentFaults(good, [thingRoute], () => undefined), 'not the handler of a file'],
    [
      'a handler of another name',
      faults({ 'read-thing': { ...good['read-thing'], handler: 'dist/functions/catalogue/other.handler' } }),
      'not the handler of a file',
    ],
    [
      'another room',
      faults({ 'read-thing': { ...good['read-thing'], handler: 'dist/functions/records/read-thing.handler' } }),
      'its route in the room catalogue',
    ],
    [
      'another method',
      faults({
        'read-thing': { handler, events: [{ httpApi: { method: 'POST', path: '/api/v1/things', authorizer } }] },
      }),
      'must be GET /api/v1/things',
    ],
    [
      'another path',
      faults({
        'read-thing': { handler, events: [{ httpApi: { method: 'GET', path: '/api/v1/thing', authorizer } }] },
      }),
      'must be GET /api/v1/things',
    ],
    [
      'two places',
      faults({ 'read-thing': { handler, events: [...good['read-thing'].events, ...good['read-thing'].events] } }),
      'must be GET /api/v1/things',
    ],
    [
      'no authorizer',
      faults({ 'read-thing': { handler, events: [{ httpApi: { method: 'GET', path: '/api/v1/things' } }] } }),
      'needs the authorizer',
    ],
    [
      'another authorizer',
      faults({
        'read-thing': {
          handler,
          events: [{ httpApi: { method: 'GET', path: '/api/v1/things', authorizer: { name: 'nobody' } } }],
        },
      }),
      'needs the authorizer',
    ],
    ['no event', faults({ 'read-thing': { handler } }), 'no httpApi event'],
    [
      'no http wrapper',
      faults(good, 'export const handler = async () => ({ statusCode: 200 });\n'),
      'must be http(readThingRoute',
    ],
    [
      'the http wrapper of another route',
      faults(good, 'export const handler = http(docsRoute, ports, readThing);\n'),
      'must be http(readThingRoute',
    ],
  ])('%s', (_, found, words) => {
    expect(found).toEqual([expect.stringContaining(words)]);
  });
});
