import type { Route } from '../../schemas/kernel/route.ts';

const throttling = (kind: 'request' | 'public') => ({
  ThrottlingRateLimit: `\${param:${kind}Rate}`,
  ThrottlingBurstLimit: `\${param:${kind}Burst}`,
});

/** Extends the API's stage, which osls writes: throttling of every route, and stricter for those open to anyone. */
export function routeSettings(routes: readonly Route[]): Readonly<Record<string, object>> {
  const open = routes.filter(({ callers }) => callers === 'anyone').map(({ method, path }) => `${method} ${path}`);
  const metrics = { DetailedMetricsEnabled: '${param:routeMetrics}' };
  return {
    HttpApiStage: {
      Properties: {
        DefaultRouteSettings: { ...metrics, ...throttling('request') },
        RouteSettings: Object.fromEntries(open.map((key) => [key, { ...metrics, ...throttling('public') }])),
      },
      // Settings of a route that does not exist yet would fail the deployment.
      DependsOn: open.map(routeId),
    },
  };
}

/** The logical id that osls gives to a route: `GET /api/v1/me` to `HttpApiRouteGetApiV1Me`. */
export function routeId(routeKey: string): string {
  const parts = routeKey.split('/').map((part) => {
    const text = part
      .toLowerCase()
      .replaceAll('-', 'Dash')
      .replaceAll(/\{(.*)\}/g, '$1Var')
      .replaceAll(/[^0-9A-Za-z]/g, '');
    return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  });
  return `HttpApiRoute${parts.join('')}`;
}
