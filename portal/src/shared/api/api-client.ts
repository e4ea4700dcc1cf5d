import type { z } from 'zod';
import { Problem } from '../../../../schemas/kernel/problem.ts';
import type { Route } from '../../../../schemas/kernel/route.ts';
import { viewedDayHeaders } from '../demo.ts';
import { ApiProblem, NotReachable, UnexpectedAnswer } from './api-errors.ts';

export type RouteRequest<R extends Route> = {
  readonly params?: z.input<R['params']>;
  readonly query?: Partial<z.input<R['query']>>;
  readonly body?: z.input<NonNullable<R['body']>>;
};

export type NamedFile = { readonly blob: Blob; readonly name: string };

export type RouteResult<R extends Route> = R['answer'] extends { readonly body: infer Body extends z.ZodType }
  ? z.output<Body>
  : NamedFile;

export type CallOptions = {
  readonly signal?: AbortSignal;
  /** Of a route that takes `Idempotency-Key`: the same one when the same action is sent again. */
  readonly idempotencyKey?: string;
};

export type ApiClient = {
  /** Throws ApiProblem, NotReachable, UnexpectedAnswer, and what `token` throws. */
  readonly call: <R extends Route>(
    route: R,
    request: RouteRequest<R>,
    options?: CallOptions,
  ) => Promise<RouteResult<R>>;
};

/** `expired` is a token that the API has refused: a newer one is wanted. */
export type TokenSource = (expired?: string) => Promise<string | undefined>;

/** Longer than the gateway's own limit of 30 seconds. */
const timeoutMs = 35_000;

/** Calls the platform's routes; renews a refused token once. The answer is parsed by the route's own schema. */
export function apiClient(token: TokenSource): ApiClient {
  async function call<R extends Route>(
    route: R,
    request: RouteRequest<R>,
    options?: CallOptions,
  ): Promise<RouteResult<R>>;
  async function call(route: Route, request: RouteRequest<Route>, options: CallOptions = {}): Promise<unknown> {
    const first = await token();
    const response = await send(route, request, { ...options, bearer: first });
    const settled =
      response.status === 401 && first !== undefined
        ? await send(route, request, { ...options, bearer: await token(first) })
        : response;
    if (!settled.ok) throw await parseRefusal(settled);
    if (!('body' in route.answer)) return await readFile(settled);
    try {
      return route.answer.body.parse(await settled.json());
    } catch (error) {
      throw new UnexpectedAnswer(settled, { cause: error });
    }
  }
  return { call };
}

async function send(
  route: Route,
  { params, query, body }: RouteRequest<Route>,
  { bearer, signal, idempotencyKey }: CallOptions & { readonly bearer: string | undefined },
): Promise<Response> {
  const signals = [AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])];
  try {
    return await fetch(routeAddress(route, params, query), {
      method: route.method,
      headers: {
        accept: 'application/json, */*',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(route.method === 'GET' ? viewedDayHeaders() : {}),
        ...(route.body === null ? {} : { 'content-type': 'application/json' }),
        ...(route.idempotent === true ? { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() } : {}),
      },
      body: route.body === null ? null : JSON.stringify(body),
      signal: AbortSignal.any(signals),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new NotReachable({ cause: error });
  }
}

/** `GET /api/v1/datasets/{dataset}` with its parameters filled in; undefined ones are left out of the query. */
export function routeAddress(
  route: Route,
  params: Readonly<Record<string, unknown>> | undefined,
  query: Readonly<Record<string, unknown>> | undefined,
): string {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(toText(params?.[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.append(name, toText(value));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';
}

async function parseRefusal(response: Response): Promise<Error> {
  try {
    return new ApiProblem(Problem.parse(await response.json()));
  } catch (error) {
    return new UnexpectedAnswer(response, { cause: error });
  }
}

async function readFile(response: Response): Promise<NamedFile> {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { blob: await response.blob(), name: encoded === undefined ? '文件' : decodeURIComponent(encoded) };
}
