import type { Context } from 'aws-lambda';
import { z } from 'zod';
import { Failure } from '../kernel/failure.ts';
import type { HttpResponse } from './http/http-response.ts';
import { flushInvocationMetrics } from './metrics.ts';

export type RouteHandler = {
  (event: unknown, context: Context): Promise<HttpResponse>;
  /** `GET /api/v1/me`, or `$default` for what no route matches. */
  readonly routeKey: string;
};

const RoutedEvent = z.object({ routeKey: z.string() });

/**
 * Serves several routes by one function: each event names its route (`routeKey`, HTTP API payload 2.0).
 * Throws `route-not-served` for a route of another function: API Gateway answers 500, as it does for any fault of a
 * deployment.
 */
export function router(...handlers: readonly RouteHandler[]) {
  const byKey = new Map(handlers.map((handler) => [handler.routeKey, handler]));
  return async (event: unknown, context: Context): Promise<HttpResponse> => {
    const { routeKey } = RoutedEvent.parse(event);
    const handler = byKey.get(routeKey);
    if (handler === undefined) throw new Failure('route-not-served', { routeKey });
    try {
      return await handler(event, context);
    } finally {
      flushInvocationMetrics();
    }
  };
}
