import middy from '@middy/core';
import normaliseHeaders from '@middy/http-header-normalizer';
import type { Caller } from '../../schemas/departments/caller.ts';
import { isRefused, kernelRefusals, refused, type Refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal, Route } from '../../schemas/kernel/route.ts';
import type { IdempotencyStore, IdempotentRequest } from '../kernel/idempotency-store.ts';
import { cacheable } from './http/cacheable.ts';
import { HttpEvent } from './http/http-event.ts';
import { problemResponse, type HttpResponse } from './http/http-response.ts';
import { parseRequest } from './http/parse-request.ts';
import { runIdempotently } from './http/run-idempotently.ts';
import { toResponse } from './http/to-response.ts';
import { describeError, log, type Log } from './log.ts';
import { memoize } from './memoize.ts';

export type HttpEdge = { readonly idempotencyStore: () => Promise<IdempotencyStore>; readonly log: Log };

/** Most functions never need the idempotency store: it is imported on first use. */
const cloudEdge: HttpEdge = {
  idempotencyStore: async () => (await import('./http/idempotency-store.ts')).idempotencyStore(),
  log,
};

/** The caller needs a sentence before the function's timeout. */
const reservedResponseMs = 300;

/**
 * Connects API Gateway (HTTP API, payload 2.0) with a use case, alike for every route:
 *
 *   authorize → parse the request → once per Idempotency-Key → use case → parse the answer by the route's schema
 *
 * Anything thrown is logged once, without input, and becomes `internal-error`.
 */
export function http<const R extends Route, Ports>(
  route: R,
  ports: () => Ports,
  useCase: (input: RouteInput<R>, ports: Ports) => Promise<RouteOutput<R> | RouteRefusal<R>>,
  edge: HttpEdge = cloudEdge,
) {
  const openPorts = memoize(ports);
  const phrases = { ...kernelRefusals, ...route.refusals };

  const work = async (input: RouteInput<R>, event: HttpEvent): Promise<HttpResponse> => {
    const output = await useCase(input, openPorts());
    if (isRefused(output)) return problemResponse(output, phrases, input.requestId);
    const answer = toResponse(route, output, input.requestId);
    return route.cacheSeconds === undefined ? answer : cacheable(answer, route.cacheSeconds, event.headers);
  };

  return middy<unknown, HttpResponse>({ timeoutEarlyInMillis: reservedResponseMs })
    .use(normaliseHeaders())
    .onError((request) => {
      const requestId = request.context.awsRequestId;
      edge.log('error', 'http-failed', { function: route.function, requestId, ...describeError(request.error) });
      request.response = problemResponse(refused('internal-error'), phrases, requestId);
    })
    .handler(async (rawEvent: unknown, context): Promise<HttpResponse> => {
      const event = HttpEvent.parse(rawEvent);
      const input = parseRequest(route, event, context.awsRequestId);
      if (isRefused(input)) return problemResponse(input, phrases, context.awsRequestId);
      const key = route.idempotent === true ? event.headers['idempotency-key'] : undefined;
      if (key === undefined) return await work(input, event);
      const request = toIdempotentRequest(route, event, input.caller, key);
      const answer = isRefused(request)
        ? request
        : await runIdempotently(await edge.idempotencyStore(), request, () => work(input, event));
      return isRefused(answer) ? problemResponse(answer, phrases, context.awsRequestId) : answer;
    });
}

function toIdempotentRequest(
  route: Route,
  event: HttpEvent,
  caller: Caller | null,
  key: string,
): IdempotentRequest | Refused<'input-not-valid'> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    return refused('input-not-valid', { count: 1 }, [
      { pointer: '/headers/Idempotency-Key', detail: '幂等键应为 1 至 255 个可见的 ASCII 字符，建议使用 UUID。' },
    ]);
  }
  const scope = JSON.stringify([caller?.subject ?? null, route.function]);
  const content = JSON.stringify([event.requestContext.http.method, event.rawPath, event.rawQueryString, event.body]);
  return { scope, key, content };
}
