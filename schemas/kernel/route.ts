import type { z } from 'zod';
import type { RefusalPhrases } from './refusal.ts';
import type { Role } from './role.ts';

/** The seven rooms. */
export type Room = 'departments' | 'catalogue' | 'collection' | 'records' | 'certificates' | 'sharing' | 'supervision';

/** `anyone` needs no token; `signed-in` needs one of any role; else one of the roles listed. */
export type Callers = 'anyone' | 'signed-in' | readonly Role[];

/** What a route gives back: JSON by a schema, or a file by its media type. */
export type RouteAnswer = { readonly status: 200 | 201 | 202; readonly body: z.ZodType } | { readonly status: 200; readonly file: string } | { readonly status: 303; readonly location: true };

/**
 * One endpoint, said once: the handler's door, the OpenAPI document, the command line's call and the test's subject.
 * `function` is the key in serverless.yml and the file in `functions/<room>/`.
 */
export type Route<
  Path extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends RouteAnswer = RouteAnswer,
  Refusals extends RefusalPhrases = RefusalPhrases,
> = {
  readonly function: string;
  readonly room: Room;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api`, with `{name}` for path parameters. */
  readonly path: `/api${string}`;
  /** One Chinese sentence: what it is for. */
  readonly summary: string;
  readonly callers: Callers;
  readonly params: Path;
  readonly query: Query;
  /** `null` where the route takes no body. */
  readonly body: Body | null;
  readonly answer: Answer;
  /** The refusals of its own; those of `kernelRefusals` may always come. */
  readonly refusals: Refusals;
  /** A POST that creates: takes `Idempotency-Key`. */
  readonly idempotent?: true;
};

/** Gives a route its exact type. */
export function route<Path extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType, Answer extends RouteAnswer, Refusals extends RefusalPhrases>(
  value: Route<Path, Query, Body, Answer, Refusals>,
): Route<Path, Query, Body, Answer, Refusals> {
  return value;
}
