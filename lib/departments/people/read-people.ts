import { z } from 'zod';
import type { listPeopleRoute, readPeopleRoute } from '../../../schemas/departments/people-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { toPeopleView } from './confirm-by.ts';
import type { PeoplePorts } from './ports.ts';

type R = typeof listPeopleRoute;
const scope = 'people';

/** Shows a unit's people to itself, to the centre and to the supervising office; the centre's to every provider. */
export async function readPeople(
  { caller, params: { department: id } }: Pick<RouteInput<typeof readPeopleRoute>, 'caller' | 'params'>,
  ports: Pick<PeoplePorts, 'department' | 'people' | 'now'>,
) {
  const department = await ports.department(id);
  if (department === undefined) return refused('department-not-found', { department: id });
  if (department.kind !== 'centre' && !isPermitted(caller, 'read-people', id)) return refused('not-allowed');
  return toPeopleView(id, await ports.people(id), dayInShanghai(ports.now()));
}

/** Lists by department those who are registered. */
export async function listPeople(
  { query }: Pick<RouteInput<R>, 'query'>,
  ports: Pick<PeoplePorts, 'listPeople' | 'now'>,
): Promise<RouteOutput<R> | RouteRefusal<R>> {
  const after = query.cursor === undefined ? undefined : readCursor(scope, z.string(), query.cursor);
  if (after === null) return refused('cursor-not-valid');
  const found = await ports.listPeople({ after, limit: query.limit + 1 });
  const today = dayInShanghai(ports.now());
  const items = found.slice(0, query.limit).map((people) => toPeopleView(people.department, people, today));
  const last = items.at(-1);
  return last === undefined || found.length <= query.limit
    ? { items }
    : { items, next: writeCursor(scope, last.department) };
}
