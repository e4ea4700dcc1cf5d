import type { z } from 'zod';
import type { Caller } from '../departments/caller.ts';
import type { KernelRefusalCode, Refused, RefusalPhrases } from './refusal.ts';
import type { Role } from './role.ts';

/** The seven rooms. */
export type Room = 'departments' | 'catalogue' | 'collection' | 'records' | 'certificates' | 'sharing' | 'supervision';

/** `anyone` needs no token; `signed-in` needs one of any role; else one of the roles listed. */
export type Callers = 'anyone' | 'signed-in' | readonly Role[];

/** What a route gives back: JSON by a schema, or a file by its media type. */
export type RouteResponse =
  | { readonly status: 200 | 201 | 202; readonly body: z.ZodType }
  | { readonly status: 200; readonly file: string }
  | { readonly status: 303; readonly location: true };

/**
 * One endpoint, said once: the handler's door, the OpenAPI document, the command line's call and the test's subject.
 * `function` is the key in serverless.yml and the file in `functions/<room>/`.
 */
export type Route<
  Path extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends RouteResponse = RouteResponse,
  Refusals extends RefusalPhrases = RefusalPhrases,
  Who extends Callers = Callers,
> = {
  readonly function: string;
  readonly room: Room;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`, with `{name}` for path parameters; addresses that stand in signed documents and QR codes have no version. */
  readonly path: `/api/v1/${string}` | `/verify${string}` | `/keys` | `/status-lists/${string}`;
  /** One Chinese sentence: what it is for. */
  readonly summary: string;
  readonly callers: Who;
  readonly params: Path;
  readonly query: Query;
  /** `null` where the route takes no body. */
  readonly body: Body | null;
  readonly answer: Answer;
  /** The refusals of its own; those of `kernelRefusals` may always come. */
  readonly refusals: Refusals;
  /** Seconds for which anyone may keep the answer: it is the same for everyone, and pages from anywhere may read it. */
  readonly cacheSeconds?: number;
  /** A page that runs the platform's own scripts, and lets them ask the platform; all other pages run none. */
  readonly runsScripts?: true;
  /** A POST that creates: takes `Idempotency-Key`. */
  readonly idempotent?: true;
};

/** Gives a route its exact type. */
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

/** What a use case is given: parsed, and from a caller whom the route admits. */
export type RouteInput<R extends Route> = {
  readonly caller: R['callers'] extends 'anyone' ? Caller | null : Caller;
  readonly params: z.output<R['params']>;
  readonly query: z.output<R['query']>;
  readonly body: z.output<NonNullable<R['body']>>;
  readonly requestId: string;
  /** The network address that the request came from; for counting only, never kept or logged as it is. */
  readonly from?: string;
};

/** A file on its way out. With a name it is saved under it, else shown in place. */
export type FileResponse = { readonly file: Uint8Array; readonly name?: string };

/** An address to go to next, such as a presigned one. */
export type RedirectResponse = { readonly location: string };

/** What a use case gives back when it doesn't refuse. */
export type RouteOutput<R extends Route> = R['answer'] extends { readonly body: infer Body extends z.ZodType }
  ? z.input<Body>
  : R['answer'] extends { readonly file: string }
    ? FileResponse
    : RedirectResponse;

/** What a use case may refuse with: the route's own refusals and those of the kernel. */
export type RouteRefusal<R extends Route> = Refused<Extract<keyof R['refusals'], string> | KernelRefusalCode>;
