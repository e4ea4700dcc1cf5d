import type { z } from 'zod';
import type { Caller } from '../departments/caller.ts';
import type { KernelRefusalCode, Refused, RefusalPhrases } from './refusal.ts';
import type { Role } from './role.ts';

export type Room = 'departments' | 'catalogue' | 'collection' | 'records' | 'certificates' | 'sharing' | 'supervision';

/** `anyone` needs no token; `signed-in` is any role. */
export type Callers = 'anyone' | 'signed-in' | readonly Role[];

export type RouteResponse =
  | { readonly status: 200 | 201 | 202; readonly body: z.ZodType }
  | { readonly status: 200; readonly file: string }
  | { readonly status: 303; readonly location: true };

/** `operation` names it in OpenAPI, in logs and in the handlers of `functions/`. */
export type Route<
  Path extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends RouteResponse = RouteResponse,
  Refusals extends RefusalPhrases = RefusalPhrases,
  Who extends Callers = Callers,
> = {
  readonly operation: string;
  readonly room: Room;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Addresses in signed documents and QR codes are permanent and have no version. */
  readonly path: `/api/v1/${string}` | `/verify${string}` | `/keys` | `/status-lists/${string}`;
  readonly summary: string;
  readonly callers: Who;
  readonly params: Path;
  readonly query: Query;
  readonly body: Body | null;
  readonly answer: Answer;
  /** These are added to kernelRefusals. */
  readonly refusals: Refusals;
  /** The response must be the same for everyone; any origin may read it. */
  readonly cacheSeconds?: number;
  /** A page without this runs no scripts. */
  readonly runsScripts?: true;
  /** Takes `Idempotency-Key`. */
  readonly idempotent?: true;
  /** Answers carry `RateLimit` and `RateLimit-Policy`. */
  readonly rateLimited?: true;
};

/** Infers the exact type of a route. */
export function route<
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends RouteResponse,
  const Refusals extends RefusalPhrases,
  const Who extends Callers,
>(value: Route<Path, Query, Body, Answer, Refusals, Who>): Route<Path, Query, Body, Answer, Refusals, Who> {
  return value;
}

/** The input is parsed, the caller allowed by the route. */
export type RouteInput<R extends Route> = {
  readonly caller: R['callers'] extends 'anyone' ? Caller | null : Caller;
  readonly params: z.output<R['params']>;
  readonly query: z.output<R['query']>;
  readonly body: z.output<NonNullable<R['body']>>;
  readonly requestId: string;
  /** It serves rate limits only; it is never stored or logged as it is. */
  readonly from?: string;
};

/** A file without a name is displayed, not saved. */
export type FileResponse = { readonly file: Uint8Array; readonly name?: string };

export type RedirectResponse = { readonly location: string };

export type RouteOutput<R extends Route> = R['answer'] extends { readonly body: infer Body extends z.ZodType }
  ? z.input<Body>
  : R['answer'] extends { readonly file: string }
    ? FileResponse
    : RedirectResponse;

export type RouteRefusal<R extends Route> = Refused<Extract<keyof R['refusals'], string> | KernelRefusalCode>;

/** An answer or a refusal with headers of its own; their names are in lower case. */
export type WithHeaders<T> = {
  readonly kind: 'with-headers';
  readonly headers: Readonly<Record<string, string>>;
  readonly answer: T;
};

/** Adds headers to an answer or a refusal, such as what is left of a quota. */
export function withHeaders<T>(headers: WithHeaders<T>['headers'], answer: T): WithHeaders<T> {
  return { kind: 'with-headers', headers, answer };
}

/** Decides by `kind` alone. */
export function hasHeaders<T>(answer: T | WithHeaders<T>): answer is WithHeaders<T> {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'with-headers';
}
