import type { Route } from '../../schemas/kernel/route.ts';

const throttling = (kind: 'request' | 'public') => ({
  ThrottlingRateLimit: `\${param:${kind}Rate}`,
  ThrottlingBurstLimit: `\${param:${kind}Burst}`,
});

/**
 * Extends the API's stage, which osls writes: throttling of every route, and stricter for those open to anyone. The
 * stage refers to the API, whose body holds the routes, so they exist before their settings.
 */
export function routeSettings(routes: readonly Route[]): Readonly<Record<string, object>> {
  const open = routes.filter(({ callers }) => callers === 'anyone').map(({ method, path }) => `${method} ${path}`);
  const metrics = { DetailedMetricsEnabled: '${param:routeMetrics}' };
  return {
    HttpApiStage: {
      Properties: {
        DefaultRouteSettings: { ...metrics, ...throttling('request') },
        RouteSettings: Object.fromEntries(open.map((key) => [key, { ...metrics, ...throttling('public') }])),
      },
    },
  };
}
