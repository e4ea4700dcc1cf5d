import type { Context } from 'aws-lambda';
import { z } from 'zod';
import type { IdempotencyStore } from '../../lib/kernel/idempotency-store.ts';
import type { HttpEdge } from '../../lib/wiring/http.ts';
import type { LogFacts } from '../../lib/wiring/log.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import type { SignIn } from '../../schemas/departments/sign-in.ts';
import type { Role } from '../../schemas/kernel/role.ts';
import type { Route } from '../../schemas/kernel/route.ts';

export function callerWithRole(role: Role, subject = `test-${role}`): Caller {
  return { subject, kind: 'person', name: '测试人员', department: 'public-security', roles: [role] };
}

export type TestRequest = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly base64?: boolean;
  readonly caller?: Caller;
  readonly signIn?: SignIn;
};

/** Builds the event of a request (API Gateway HTTP API, payload format 2.0). */
export function httpEvent(
  route: Route,
  { params = {}, query = {}, headers = {}, body, base64 = false, caller, signIn }: TestRequest = {},
): unknown {
  const resolvedSignIn: SignIn | undefined =
    signIn ?? (caller === undefined ? undefined : { outcome: 'signed-in', caller });
  return {
    version: '2.0',
    routeKey: `${route.method} ${route.path}`,
    headers,
    rawPath: route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? name),
    rawQueryString: new URLSearchParams(query).toString(),
    isBase64Encoded: base64,
    ...(body === undefined ? {} : { body }),
    ...(Object.keys(params).length === 0 ? {} : { pathParameters: params }),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    requestContext: {
      requestId: 'gateway-request',
      http: { method: route.method },
      ...(resolvedSignIn === undefined ? {} : { authorizer: { lambda: { signIn: JSON.stringify(resolvedSignIn) } } }),
    },
  };
}

export type LogLine = { readonly level: string; readonly code: string; readonly facts: LogFacts };

/** An edge that collects log lines. Without a store, a request with an idempotency key fails. */
export function testEdge(lines: LogLine[] = [], store?: IdempotencyStore): HttpEdge {
  return {
    log: (level, code, facts = {}) => lines.push({ level, code, facts }),
    idempotencyStore: async () => {
      if (store === undefined) throw new Error('no idempotency store in this test');
      return store;
    },
  };
}

const ParsedResponse = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

export async function invoke(
  handler: (event: unknown, context: Context) => Promise<unknown>,
  event: unknown,
  requestId = 'request-1',
) {
  const answer = ParsedResponse.parse(await handler(event, lambdaContext(requestId)));
  const isJson = /json/.test(answer.headers['content-type'] ?? '');
  const json: unknown = isJson ? JSON.parse(answer.body) : undefined;
  return { ...answer, json, requestId };
}

/** The Lambda type still requires them. */
const legacyCallbacks = { done: () => undefined, fail: () => undefined, succeed: () => undefined };

export function lambdaContext(requestId: string): Context {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: 'under-test',
    functionVersion: '1',
    invokedFunctionArn: 'arn:aws:lambda:cn-north-1:000000000000:function:under-test',
    memoryLimitInMB: '512',
    logGroupName: 'log',
    logStreamName: 'log',
    getRemainingTimeInMillis: () => 20_000,
    ...legacyCallbacks,
  };
}
