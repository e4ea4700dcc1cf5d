import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { http } from '../../lib/wiring/http.ts';
import { Problem } from '../../schemas/kernel/problem.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import { Role } from '../../schemas/kernel/role.ts';
import type { Route } from '../../schemas/kernel/route.ts';
import { bodyExamples, parameterExample } from '../../schemas/openapi/examples.ts';
import { routes } from '../../schemas/routes.ts';
import { callerWithRole, httpEvent, invoke, testEdge, type TestRequest } from './invoke.ts';

/** Marks that the use case was called: no route refuses with this code by itself. */
const reached = 'changed-meanwhile';

type RoleOrNobody = Role | 'nobody';
const roles: readonly RoleOrNobody[] = [...Role.options, 'nobody'];

function isAllowed({ callers }: Route, role: RoleOrNobody): boolean {
  if (callers === 'anyone') return true;
  if (role === 'nobody') return false;
  return callers === 'signed-in' || callers.includes(role);
}

/** Calls the real handler of a route with valid example input and a use case that answers `reached`. */
async function callRoute(
  route: Route,
  role: RoleOrNobody,
): Promise<{ readonly code: string; readonly status: number }> {
  const request: TestRequest = {
    params: examplesFor(Object.entries(route.params.shape)),
    query: examplesFor(
      Object.entries(route.query.shape).filter(([, schema]) => !z.safeParse(schema, undefined).success),
    ),
    ...(role === 'nobody' ? { signIn: { outcome: 'no-token' } } : { caller: callerWithRole(role) }),
    ...(route.body === null ? {} : { body: JSON.stringify(bodyExamples[route.operation] ?? {}) }),
  };
  const answer = await invoke(
    http(
      route,
      () => ({}),
      async () => refused(reached),
      testEdge(),
    ),
    httpEvent(route, request),
  );
  const problem = Problem.parse(answer.json);
  return { code: problem.code, status: answer.statusCode };
}

function examplesFor(parameters: readonly (readonly [string, z.core.$ZodType])[]): Record<string, string> {
  return Object.fromEntries(parameters.map(([name, schema]) => [name, String(parameterExample(name, schema))]));
}

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_, route) => {
  const allowed = roles.filter((role) => isAllowed(route, role));
  const denied = roles.filter((role) => !isAllowed(route, role));

  test(`lets in: ${allowed.join(', ')}`, async () => {
    expect(await Promise.all(allowed.map(async (role) => [role, (await callRoute(route, role)).code]))).toEqual(
      allowed.map((role) => [role, reached]),
    );
  });

  test.skipIf(denied.length === 0)(`keeps out: ${denied.join(', ')}`, async () => {
    const answers = await Promise.all(denied.map(async (role) => ({ role, ...(await callRoute(route, role)) })));
    expect(answers).toEqual(
      denied.map((role) =>
        role === 'nobody' ? { role, code: 'not-signed-in', status: 401 } : { role, code: 'not-allowed', status: 403 },
      ),
    );
  });
});

test('every room built so far has a route', () => {
  expect(new Set(routes.map(({ room }) => room))).toEqual(
    new Set(['departments', 'catalogue', 'collection', 'records', 'certificates', 'sharing']),
  );
});

test('every changing route requires a token', () => {
  expect(
    routes.filter(({ callers, method }) => callers !== 'signed-in' && !Array.isArray(callers) && method !== 'GET'),
  ).toEqual([]);
});
