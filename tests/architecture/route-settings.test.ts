import { expect, test } from 'vitest';
import { routeId, routeSettings } from '../../infra/deployment/route-settings.ts';
import { routes } from '../../schemas/routes.ts';

const stage = JSON.stringify(routeSettings(routes));

test('exactly the routes that anyone may call have limits of their own', () => {
  const { publicRoutes, others } = {
    publicRoutes: routes.filter(({ callers }) => callers === 'anyone'),
    others: routes.filter(({ callers }) => callers !== 'anyone'),
  };
  expect(publicRoutes.length).toBeGreaterThan(5);
  for (const { method, path } of publicRoutes) {
    expect(stage).toContain(`"${method} ${path}":{"DetailedMetricsEnabled"`);
    expect(stage).toContain(`"${routeId(`${method} ${path}`)}"`);
  }
  for (const { method, path } of others) expect(stage).not.toContain(`"${method} ${path}"`);
});

test.each([
  ['GET /verify', 'HttpApiRouteGetVerify'],
  ['GET /api/v1/openapi.json', 'HttpApiRouteGetApiV1Openapijson'],
  ['GET /status-lists/{type}/{year}', 'HttpApiRouteGetStatusDashlistsTypeVarYearVar'],
  ['GET /verify/script.js', 'HttpApiRouteGetVerifyScriptjs'],
])('osls gives %s the logical id %s', (key, id) => {
  expect(routeId(key)).toBe(id);
});
