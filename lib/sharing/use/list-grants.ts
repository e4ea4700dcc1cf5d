import { z } from 'zod';
import type { Day } from '../../../schemas/kernel/day.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { GrantView } from '../../../schemas/sharing/grant-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import type { listGrantsRoute } from '../../../schemas/sharing/use-routes.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';
import { daysBetween, grantStatus } from './grant-status.ts';
import type { GrantList, OpenGrantPorts } from './ports.ts';

export type ListGrantsPorts = ActorPorts & GrantList & Pick<OpenGrantPorts, 'now'>;

/** Lists a department's grants, the newest application first. */
export async function listGrants({ caller, query }: RouteInput<typeof listGrantsRoute>, ports: ListGrantsPorts) {
  const { side, department = caller.department, limit } = query;
  if (!isPermitted(caller, 'read-grant', department)) return refused('grants-not-yours');
  const scope = `grants/${side}/${department}`;
  const before = query.cursor === undefined ? undefined : readCursor(scope, z.ulid(), query.cursor);
  if (before === null) return refused('cursor-not-valid');
  const grants: Grant[] = [];
  let next: string | undefined;
  for await (const grant of ports.findGrants(side, department, before)) {
    const last = grants.at(-1);
    if (grants.length === limit && last !== undefined) {
      next = writeCursor(scope, last.id);
      break;
    }
    grants.push(grant);
  }
  const day = dayInShanghai(ports.now());
  return {
    items: grants.map((grant) => toGrantView(grant, day)),
    actors: await nameActors(caller, grants.flatMap(actorsOf), ports),
    ...definedOnly({ next }),
  };
}

/** The grant, and whether it is in force on a day. */
export function toGrantView(grant: Grant, day: Day): GrantView {
  const status = grantStatus(grant, day);
  return { ...grant, status, ...(status === 'in-force' ? { daysLeft: daysBetween(day, grant.until) } : {}) };
}

/** Accounts that decided about it. */
export function actorsOf({ grantedBy, revoked }: Grant): (string | undefined)[] {
  return [grantedBy, revoked?.by];
}
