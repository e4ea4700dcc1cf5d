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

  test('every file in functions/ is named in serverless.yml', () => {
    const named = Object.values(functions).map(({ handler }) =>
      handler.replace(/^dist\//, '').replace(/\.handler$/, '.ts'),
    );
    expect(globSync('functions/**/*.ts', { cwd: root }).toSorted()).toEqual(named.toSorted());
  });
});

describe('faulty deployments', () => {
  const thingRoute = route({
    operation: 'read-thing',
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
  const handler = 'dist/functions/catalogue/catalogue-api.handler';
  const event = { httpApi: { method: 'GET', path: '/api/v1/things', authorizer } };
  const good = { 'catalogue-api': { handler, events: [event] } };
  const text = 'export const handler = router(\n  http(readThingRoute, ports, readThing),\n);\n';
  const faults = (functions: Record<string, NamedFunction>, source = text, declared = [thingRoute]) =>
    deploymentFaults(functions, declared, () => source);
  const withEvent = (changed: object) => ({ 'catalogue-api': { handler, events: [{ httpApi: changed }] } });

  test.each<[string, Record<string, NamedFunction>, string]>([
    ['a route', good, text],
    [
      'a route and everything else',
      { 'catalogue-api': { handler, events: [event, { httpApi: '*' }] } },
      text.replace('\n);', '\n  otherAddresses(),\n);'),
    ],
  ])('a correct one has none: %s', (_, functions, source) => {
    expect(faults(functions, source)).toEqual([]);
  });

  test('a worker needs no route', () => {
    const worker = { handler: 'dist/functions/collection/sweep.handler', events: [{ schedule: 'rate(1 minute)' }] };
    const source = (path: string) =>
      path.endsWith('sweep.ts') ? 'export const handler = scheduled(ports, sweep);\n' : text;
    expect(deploymentFaults({ ...good, sweep: worker }, [thingRoute], source)).toEqual([]);
  });

  test.each<[string, readonly string[], string]>([
    ['a function without a file', deploymentFaults(good, [], () => undefined), 'not the handler of a file'],
    [
      'a handler of another name',
      faults({ other: { handler, events: [event] } }, text, []),
      'not the handler of a file',
    ],
    ['a route that nobody serves', deploymentFaults({}, [thingRoute], () => text), 'must serve it, not none'],
    [
      'a route that two functions serve',
      faults({ ...good, 'catalogue-more': { handler: handler.replace('-api', '-more'), events: [event] } }),
      'must serve it, not catalogue-api, catalogue-more',
    ],
    [
      'another room',
      faults({ 'catalogue-api': { handler: 'dist/functions/records/catalogue-api.handler', events: [event] } }),
      'its route read-thing in the room catalogue',
    ],
    ['no event', faults({ 'catalogue-api': { handler } }), 'has no httpApi event GET /api/v1/things with authorize'],
    [
      'two of one event',
      faults({ 'catalogue-api': { handler, events: [event, event] } }),
      'has an httpApi event GET /api/v1/things with authorize beside its routes',
    ],
    [
      'a router with something else',
      faults(good, text.replace('\n);', '\n  readEverything,\n);')),
      'must be router(http(aRoute',
    ],
    [
      'no router',
      faults(good, 'const thing = http(readThingRoute, ports, readThing);\nexport const handler = thing;\n'),
      'must be router(http(aRoute',
    ],
    [
      'a second handler',
      faults(
        good,
        `${text}export const other = router(\n  http(docsRoute, ports, readThing),\n);\n`.replace('docsRoute', ''),
      ),
      'must be router(http(aRoute',
    ],
  ])('%s', (_, found, words) => {
    expect(found).toEqual([expect.stringContaining(words)]);
  });

  test.each<[string, object]>([
    ['another method', { ...event.httpApi, method: 'POST' }],
    ['another path', { ...event.httpApi, path: '/api/v1/thing' }],
    ['no authorizer', { method: 'GET', path: '/api/v1/things' }],
    ['another authorizer', { ...event.httpApi, authorizer: { name: 'nobody' } }],
  ])('an event with %s', (_, changed) => {
    expect(faults(withEvent(changed))).toEqual([
      expect.stringContaining('has no httpApi event GET /api/v1/things with authorize'),
      expect.stringContaining('beside its routes'),
    ]);
  });

  test('everything there is', () => {
    expect(faults({ 'catalogue-api': { handler, events: [event, { httpApi: '*' }] } })).toEqual([
      expect.stringContaining('has an httpApi event * beside its routes'),
    ]);
  });

  test('a route that schemas/ do not declare', () => {
    expect(() => deploymentFaults(good, [], () => text)).toThrow('No route readThingRoute in schemas/');
  });
});
