import { expect, test } from 'vitest';
import { routeSettings } from '../../infra/deployment/route-settings.ts';
import { routes } from '../../schemas/routes.ts';

const stage = JSON.stringify(routeSettings(routes));

test('exactly the routes that anyone may call have limits of their own', () => {
  const { publicRoutes, others } = {
    publicRoutes: routes.filter(({ callers }) => callers === 'anyone'),
    others: routes.filter(({ callers }) => callers !== 'anyone'),
  };
  expect(publicRoutes.length).toBeGreaterThan(5);
  for (const { method, path } of publicRoutes) expect(stage).toContain(`"${method} ${path}":{"DetailedMetricsEnabled"`);
  for (const { method, path } of others) expect(stage).not.toContain(`"${method} ${path}"`);
});
