import { describe, expect, test } from 'vitest';
import { kernelRefusals } from '../../schemas/kernel/refusal.ts';
import { Role } from '../../schemas/kernel/role.ts';
import { routes } from '../../schemas/routes.ts';

test('each function serves one route, and each path and method one function', () => {
  const functions = routes.map((route) => route.operation);
  const places = routes.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
  expect(functions).toEqual([...new Set(functions)]);
  expect(places).toEqual([...new Set(places)]);
});

describe.each(routes.map((route) => [route.operation, route] as const))('%s', (_, route) => {
  test('is named in kebab case; its path is below /api/v1 or one of the permanent /verify, /keys, /status-lists', () => {
    expect(route.operation).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(route.path).toMatch(/^\/(api\/v1(?=\/)|verify|keys|status-lists)(\/[a-z][a-z.-]*|\/\{[a-zA-Z]+\})*$/);
  });

  test('declares who may call', () => {
    const roles: readonly string[] = typeof route.callers === 'string' ? ['provider'] : route.callers;
    expect(roles.length).toBeGreaterThan(0);
    expect(roles.every((role) => Role.safeParse(role).success)).toBe(true);
    expect(roles).toEqual([...new Set(roles)]);
  });

  test('declares its path parameters, no more and no fewer', () => {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    expect(Object.keys(route.params.shape).toSorted()).toEqual(inPath.toSorted());
  });

  test('has whole Chinese sentences', () => {
    expect(route.summary).toMatch(/^\p{Script=Han}.*。$/u);
    for (const { title, detail } of Object.values(route.refusals)) {
      expect(title).toMatch(/\p{Script=Han}/u);
      expect(title).not.toMatch(/。$/);
      expect(detail).toMatch(/^[\p{Script=Han}“「《{\d].*。$/u);
    }
  });

  test('refuses only with statuses that the caller can act on', () => {
    for (const { status } of Object.values(route.refusals))
      expect([400, 403, 404, 409, 410, 413, 415, 422, 423, 429, 503]).toContain(status);
  });

  test('declares no refusal under a code of the kernel', () => {
    expect(Object.keys(route.refusals).filter((code) => code in kernelRefusals)).toEqual([]);
  });

  test('takes an idempotency key where it creates, and nowhere else', () => {
    const creates = 'body' in route.answer && route.answer.status === 201;
    expect(route.idempotent === true).toBe(creates && route.method === 'POST');
  });
});
