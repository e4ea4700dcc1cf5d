import { expect, test } from 'vitest';
import { queryUnderGrant } from '../../../lib/sharing/use/query-under-grant.ts';
import { readChangesUnderGrant } from '../../../lib/sharing/use/read-changes-under-grant.ts';
import { readGrant, readGrantUsage } from '../../../lib/sharing/use/read-grant.ts';
import { verifyUnderGrant } from '../../../lib/sharing/use/verify-under-grant.ts';
import { http } from '../../../lib/wiring/http.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { Problem } from '../../../schemas/kernel/problem.ts';
import { Role } from '../../../schemas/kernel/role.ts';
import type { Grant, GrantProof } from '../../../schemas/sharing/grant.ts';
import * as routes from '../../../schemas/sharing/use-routes.ts';
import { httpEvent, invoke, testEdge } from '../../api/invoke.ts';
import { grantId, grantOf, useMemory } from './use-memory.ts';

const departments = { consumer: 'civil-affairs', provider: 'public-security', other: 'taxation' } as const;
type Department = keyof typeof departments;
const fault = { way: 'query', code: 'mask-differs' } as const;
const suspendedBy: GrantProof = {
  at: '2020-12-05T00:00:00.000Z',
  outcome: 'passed',
  records: 1,
  suspended: { at: '2020-12-04T00:00:00.000Z', fault },
};
const grants = {
  'in-force': grantOf(),
  'not-begun': grantOf({ from: '2020-12-06' }),
  expired: grantOf({ until: '2020-12-04' }),
  revoked: grantOf({ revoked: { at: '2020-12-02T00:00:00.000Z', by: 'officer', reason: '用途不符' } }),
  suspended: grantOf({ proof: suspendedBy }),
  none: null,
} as const satisfies Record<string, Grant | null>;
type State = keyof typeof grants;

const body = { subject: '411102199003070010', caseNumber: 'BJ-2020-1' };

/** Each route with its handler over a grant in this state, and a body that it takes. */
function routesOver(grant: Grant | null) {
  const memory = useMemory({ grant, publications: [[]] });
  const ports = { ...memory, account: async () => undefined, departmentName: async (id: string) => id };
  return {
    query: [routes.queryUnderGrantRoute, http(routes.queryUnderGrantRoute, () => ports, queryUnderGrant, testEdge())],
    verify: [
      routes.verifyUnderGrantRoute,
      http(routes.verifyUnderGrantRoute, () => ports, verifyUnderGrant, testEdge()),
    ],
    changes: [
      routes.readChangesUnderGrantRoute,
      http(routes.readChangesUnderGrantRoute, () => ports, readChangesUnderGrant, testEdge()),
    ],
    read: [routes.readGrantRoute, http(routes.readGrantRoute, () => ports, readGrant, testEdge())],
    usage: [routes.readGrantUsageRoute, http(routes.readGrantUsageRoute, () => ports, readGrantUsage, testEdge())],
  } as const;
}
type RouteName = keyof ReturnType<typeof routesOver>;
const bodies: Record<RouteName, object | null> = { query: body, verify: body, changes: {}, read: null, usage: null };
const routeNames: readonly RouteName[] = ['query', 'verify', 'changes', 'read', 'usage'];

type Cell = { readonly route: RouteName; readonly role: Role; readonly department: Department; readonly state: State };

/** The rule in words: its consumer uses a grant; its two parties and the centre read it; to others there is none. */
function expectedOf({ route, role, department, state }: Cell): string {
  if (route === 'read' || route === 'usage') {
    if (role === 'supervisor') return 'not-allowed';
    return state !== 'none' && (role === 'operator' || department !== 'other') ? 'answered' : 'grant-not-found';
  }
  if (role === 'operator' || role === 'supervisor') return 'not-allowed';
  if (state === 'none' || department !== 'consumer') return 'grant-not-found';
  return state === 'in-force' ? 'answered' : `grant-${state}`;
}

async function ask({ route, role, department, state }: Cell) {
  const [definition, handler] = routesOver(grants[state])[route];
  const caller: Caller = {
    subject: `${role}-of-${department}`,
    kind: 'person',
    name: '测试人员',
    department: departments[department],
    roles: [role],
  };
  const sent = bodies[route];
  const event = httpEvent(definition, {
    params: { grant: grantId },
    caller,
    ...(sent === null ? {} : { body: JSON.stringify(sent) }),
  });
  const { statusCode, headers, body: text, json } = await invoke(handler, event);
  return { statusCode, headers, text, code: statusCode === 200 ? 'answered' : Problem.parse(json).code };
}

const states: readonly State[] = ['in-force', 'not-begun', 'expired', 'revoked', 'suspended', 'none'];
const cells: readonly Cell[] = routeNames.flatMap((route) =>
  Role.options.flatMap((role) =>
    (['consumer', 'provider', 'other'] as const).flatMap((department) =>
      states.map((state) => ({ route, role, department, state })),
    ),
  ),
);

test.each(cells)('$route as $role of the $department department, grant $state', async (cell) => {
  const { code, ...answer } = await ask(cell);
  expect(code).toBe(expectedOf(cell));
  // Whoever finds none gets what there is for none: status, headers, body and so its length.
  if (code === 'grant-not-found') {
    const { code: _, ...none } = await ask({ ...cell, state: 'none' });
    expect(answer).toEqual(none);
  }
});
