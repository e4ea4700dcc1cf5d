import { z } from 'zod';
import { DepartmentId, type Department } from '../../schemas/departments/department.ts';
import type { listDepartmentsRoute } from '../../schemas/departments/routes.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../schemas/kernel/route.ts';
import { readCursor, writeCursor } from '../kernel/cursor.ts';
import type { DepartmentPorts } from './ports.ts';

type R = typeof listDepartmentsRoute;
const SortKey = z.tuple([z.int(), DepartmentId]);

/** Sorts by batch (those without one last), then by id. */
export async function listDepartments(
  { query }: Pick<RouteInput<R>, 'query'>,
  ports: Pick<DepartmentPorts, 'departments'>,
): Promise<RouteOutput<R> | RouteRefusal<R>> {
  const scope = `departments/${query.batch ?? 'all'}`;
  const after = query.cursor === undefined ? undefined : readCursor(scope, SortKey, query.cursor);
  if (after === null) return refused('cursor-not-valid');
  const listed = (await ports.departments())
    .filter(({ batch }) => query.batch === undefined || batch === query.batch)
    .filter((department) => after === undefined || compare(sortKey(department), after) > 0)
    .toSorted((one, other) => compare(sortKey(one), sortKey(other)));
  const items = listed.slice(0, query.limit);
  const last = items.at(-1);
  return last === undefined || listed.length === items.length
    ? { items }
    : { items, next: writeCursor(scope, [...sortKey(last)]) };
}

function sortKey({ batch, id }: Department): readonly [number, string] {
  return [batch ?? 9, id];
}

function compare([batch, id]: readonly [number, string], [otherBatch, otherId]: readonly [number, string]): number {
  if (batch !== otherBatch) return batch - otherBatch;
  if (id === otherId) return 0;
  return id < otherId ? -1 : 1;
}
