import type { z } from 'zod';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, Route } from '../../../schemas/kernel/route.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { parseShallowJson } from '../../kernel/documents/parse-json.ts';
import { authorize, type AuthorizationRefusal } from './authorize.ts';
import { describeIssue } from './describe-issue.ts';
import type { HttpEvent } from './http-event.ts';

/** Workbooks are uploaded to the object store instead. */
export const maxBodyBytes = 256 * 1024;

const maxErrors = 100;

type Fault = { readonly pointer: string; readonly detail: string };
type RequestRefusal = AuthorizationRefusal | Refused<'input-not-valid' | 'body-too-large' | 'body-not-json'>;
type UntypedInput = {
  readonly caller: Caller | null;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly requestId: string;
  readonly from?: string;
};

/**
 * Refuses with every fault as an RFC 6901 pointer into `{ params, query, body }`.
 * Unknown query parameters are refused: a mistyped filter would return too much.
 */
export function parseRequest<R extends Route>(
  route: R,
  event: HttpEvent,
  requestId: string,
): RouteInput<R> | RequestRefusal;
/** Refuses in this order: caller, body over 256 KiB, body not JSON in UTF-8 or deeper than 100 levels, then at most 100 faults at once. */
export function parseRequest(route: Route, event: HttpEvent, requestId: string): UntypedInput | RequestRefusal {
  const authorized = authorize(route.callers, event);
  if (isRefused(authorized)) return authorized;
  const json = route.body === null ? { value: undefined } : readBody(event);
  if (isRefused(json)) return json;
  const faults: Fault[] = [];
  const params = parsePart('params', route.params, event.pathParameters, faults);
  const query = parsePart('query', route.query.strict(), event.queryStringParameters, faults);
  const body = route.body === null ? undefined : parsePart('body', route.body, json.value, faults);
  if (faults.length > 0) return refused('input-not-valid', { count: faults.length }, faults.slice(0, maxErrors));
  return {
    caller: authorized.caller,
    params,
    query,
    body,
    requestId,
    ...definedOnly({ from: event.requestContext.http.sourceIp }),
  };
}

function readBody(event: HttpEvent): { readonly value: unknown } | Refused<'body-too-large' | 'body-not-json'> {
  const bytes = event.isBase64Encoded ? Buffer.from(event.body, 'base64') : new TextEncoder().encode(event.body);
  if (bytes.length > maxBodyBytes) return refused('body-too-large', { limit: maxBodyBytes });
  if (bytes.length === 0) return { value: undefined };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // The gateway writes U+FFFD for bytes that are no UTF-8.
    if (text.includes('\ufffd')) return refused('body-not-json');
    return { value: parseShallowJson(text) };
  } catch {
    return refused('body-not-json');
  }
}

function parsePart(part: string, schema: z.ZodType, value: unknown, faults: Fault[]): unknown {
  const parsed = schema.safeParse(value, { error: describeIssue });
  if (!parsed.success) faults.push(...parsed.error.issues.flatMap((issue) => toFaults(part, issue)));
  return parsed.data;
}

function toFaults(part: string, issue: z.core.$ZodIssue): Fault[] {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({ pointer: toPointer([part, ...path]), detail: issue.message }));
}

/** Writes `~` and `/` as `~0` and `~1` (RFC 6901). */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
