import middy from '@middy/core';
import normaliseHeaders from '@middy/http-header-normalizer';
import type { Caller } from '../../schemas/departments/caller.ts';
import { isRefused, kernelRefusals, refused, type Refused } from '../../schemas/kernel/refusal.ts';
import {
  hasHeaders,
  type Route,
  type RouteInput,
  type RouteOutput,
  type RouteRefusal,
  type WithHeaders,
} from '../../schemas/kernel/route.ts';
import { viewedDayHeader } from '../../schemas/kernel/viewed-day.ts';
import type { IdempotencyStore, IdempotentRequest } from '../kernel/idempotency-store.ts';
import { isThrottled } from '../kernel/is-throttled.ts';
import { withViewedDay } from './clock.ts';
import { cacheable } from './http/cacheable.ts';
import { HttpEvent } from './http/http-event.ts';
import { problemResponse, type HttpResponse } from './http/http-response.ts';
import { limitResponse } from './http/limit-response.ts';
import { parseRequest } from './http/parse-request.ts';
import { runIdempotently } from './http/run-idempotently.ts';
import { toResponse } from './http/to-response.ts';
import { describeError, log, type Log } from './log.ts';
import { memoizeAsync } from './memoize.ts';
import { startFunction } from './start-function.ts';

export type HttpEdge = { readonly idempotencyStore: () => Promise<IdempotencyStore>; readonly log: Log };

/** Most functions never need the idempotency store: it is imported on first use. */
const cloudEdge: HttpEdge = {
  idempotencyStore: async () => (await import('./http/idempotency-store.ts')).idempotencyStore(),
  log,
};

type Outcome<R extends Route> = RouteOutput<R> | RouteRefusal<R>;

/** The caller needs a sentence before the function's timeout. */
const reservedResponseMs = 300;

/**
 * Connects API Gateway (HTTP API, payload 2.0) with a use case, alike for every route:
 *
 *   authorize → parse the request → once per Idempotency-Key → use case → parse the answer by the route's schema
 *
 * Anything thrown is logged once, without input, and becomes `internal-error`; throttling becomes `service-busy`.
 */
export function http<const R extends Route, Ports>(
  route: R,
  ports: () => Ports | Promise<Ports>,
  useCase: (input: RouteInput<R>, ports: Ports) => Promise<Outcome<R> | WithHeaders<Outcome<R>>>,
  edge: HttpEdge = cloudEdge,
) {
  startFunction('api', edge.log);
  const openPorts = memoizeAsync(async () => await ports());
  const phrases = { ...kernelRefusals, ...route.refusals };

  const work = async (input: RouteInput<R>, event: HttpEvent): Promise<HttpResponse> => {
    const openedPorts = await openPorts();
    const outcome = await withViewedDay(event.headers[viewedDayHeader], async () => await useCase(input, openedPorts));
    const { answer: output, headers } = hasHeaders(outcome) ? outcome : { answer: outcome, headers: {} };
    if (isRefused(output)) return addHeaders(problemResponse(output, phrases, input.requestId), headers);
    const answer = addHeaders(toResponse(route, output, input.requestId), headers);
    const limited = limitResponse(
      route.cacheSeconds === undefined ? answer : cacheable(answer, route.cacheSeconds, event.headers),
    );
    if ('response' in limited) return limited.response;
    const facts = { function: route.operation, requestId: input.requestId, bytes: limited.bytes };
    edge.log('warn', 'response-too-large', facts);
    return problemResponse(limited, phrases, input.requestId);
  };

  const handler = middy<unknown, HttpResponse>({ timeoutEarlyInMillis: reservedResponseMs })
    .use(normaliseHeaders())
    .onError((request) => {
      const requestId = request.context.awsRequestId;
      const facts = { function: route.operation, requestId, ...describeError(request.error) };
      if (isThrottled(request.error)) edge.log('warn', 'http-throttled', facts);
      else edge.log('error', 'http-failed', facts);
      const code = isThrottled(request.error) ? 'service-busy' : 'internal-error';
      request.response = problemResponse(refused(code), phrases, requestId);
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
  return Object.assign(handler, { routeKey: `${route.method} ${route.path}` });
}

function addHeaders(response: HttpResponse, headers: HttpResponse['headers']): HttpResponse {
  return { ...response, headers: { ...response.headers, ...headers } };
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
  const scope = JSON.stringify([caller?.subject ?? null, route.operation]);
  const content = JSON.stringify([event.requestContext.http.method, event.rawPath, event.rawQueryString, event.body]);
  return { scope, key, content };
}
