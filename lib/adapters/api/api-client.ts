import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { Problem } from '../../../schemas/kernel/problem.ts';
import type { FileResponse, Route } from '../../../schemas/kernel/route.ts';
import { ApiRefused, NotReachable, UnexpectedAnswer } from './api-errors.ts';
import { getOrigin, fetchWithTimeout } from './fetch-with-timeout.ts';

export type RouteRequest<R extends Route> = {
  readonly params?: z.input<R['params']>;
  readonly query?: Partial<z.input<R['query']>>;
  readonly body?: z.input<NonNullable<R['body']>>;
};

export type RouteResult<R extends Route> = R['answer'] extends { readonly body: infer Body extends z.ZodType }
  ? z.output<Body>
  : FileResponse;

export type ApiClient = {
  readonly call: <R extends Route>(route: R, input: RouteRequest<R>) => Promise<RouteResult<R>>;
};

type Request = {
  readonly address: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** Longer than the gateway's own limit of 30 seconds. */
const timeoutMs = 35_000;
const retryDelaysMs = [300, 1_000, 3_000];

/**
 * Retries GET, and POST with an Idempotency-Key; renews a refused token once.
 * Throws ApiRefused, NotReachable, UnexpectedAnswer, and what `token` throws.
 */
export function apiClient(url: string, token: (fresh?: 'fresh') => Promise<string>): ApiClient {
  const base = url.replace(/\/+$/, '');

  async function call<R extends Route>(route: R, input: RouteRequest<R>): Promise<RouteResult<R>>;
  async function call(route: Route, input: RouteRequest<Route>): Promise<unknown> {
    const isRepeatable = route.method === 'GET' || route.idempotent === true;
    const response = await sendWithRetry(buildRequest(base, route, input), isRepeatable ? retryDelaysMs : []);
    if (!response.ok) throw await parseRefusal(response, base);
    const { answer } = route;
    if (!('body' in answer)) return await readFileResponse(response);
    try {
      return answer.body.parse(await response.json());
    } catch (error) {
      throw new UnexpectedAnswer(getOrigin(base), response.status, { cause: error });
    }
  }

  async function sendWithRetry(request: Request, delaysMs: readonly number[]): Promise<Response> {
    for (let tries = 0; ; tries += 1) {
      const wait = delaysMs[tries];
      const response = await send(request).catch((error: unknown) => {
        if (wait === undefined || !(error instanceof NotReachable)) throw error;
      });
      if (response !== undefined && (wait === undefined || ![429, 502, 503, 504].includes(response.status)))
        return response;
      await pause(wait);
    }
  }

  async function send({ address, method, headers, body }: Request): Promise<Response> {
    const withToken = async (fresh?: 'fresh') =>
      await fetchWithTimeout(
        address,
        { method, body, headers: { ...headers, authorization: `Bearer ${await token(fresh)}` } },
        timeoutMs,
      );
    const response = await withToken();
    return response.status === 401 ? await withToken('fresh') : response;
  }

  return { call };
}

function buildRequest(base: string, route: Route, { params, query, body }: RouteRequest<Route>): Request {
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(toParameterText(params?.[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) search.append(name, toParameterText(value));
  return {
    address: `${base}${filled}${search.size === 0 ? '' : `?${search.toString()}`}`,
    method: route.method,
    headers: {
      accept: 'application/json, */*',
      ...(route.body === null ? {} : { 'content-type': 'application/json' }),
      ...(route.idempotent === true ? { 'idempotency-key': randomUUID() } : {}),
    },
    body: route.body === null ? null : JSON.stringify(body),
  };
}

function toParameterText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';
}

async function parseRefusal(response: Response, base: string): Promise<Error> {
  try {
    return new ApiRefused(Problem.parse(await response.json()));
  } catch (error) {
    return new UnexpectedAnswer(getOrigin(base), response.status, { cause: error });
  }
}

async function readFileResponse(response: Response): Promise<FileResponse> {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const file = new Uint8Array(await response.arrayBuffer());
  return encoded === undefined ? { file } : { file, name: decodeURIComponent(encoded) };
}
