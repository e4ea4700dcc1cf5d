import { z } from 'zod';
import { DepartmentId, type Department, type UnitKind } from '../../schemas/departments/department.ts';
import type { listDepartmentsRoute } from '../../schemas/departments/routes.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../schemas/kernel/route.ts';
import { readCursor, writeCursor } from '../kernel/cursor.ts';
import type { DepartmentPorts } from './ports.ts';

type R = typeof listDepartmentsRoute;
const SortKey = z.tuple([z.int(), DepartmentId]);

/** Sorts by batch, then units without one by kind, then by id. */
export async function listDepartments(
  { query }: Pick<RouteInput<R>, 'query'>,
  ports: Pick<DepartmentPorts, 'departments'>,
): Promise<RouteOutput<R> | RouteRefusal<R>> {
  const scope = `departments/${query.batch ?? 'all'}/${query.kind ?? 'all'}`;
  const after = query.cursor === undefined ? undefined : readCursor(scope, SortKey, query.cursor);
  if (after === null) return refused('cursor-not-valid');
  const listed = (await ports.departments())
    .filter(({ batch }) => query.batch === undefined || batch === query.batch)
    .filter(({ kind }) => query.kind === undefined || kind === query.kind)
    .filter((department) => after === undefined || compare(sortKey(department), after) > 0)
    .toSorted((one, other) => compare(sortKey(one), sortKey(other)));
  const items = listed.slice(0, query.limit);
  const last = items.at(-1);
  return last === undefined || listed.length === items.length
    ? { items }
    : { items, next: writeCursor(scope, [...sortKey(last)]) };
}

/** Batches are 1 to 3. */
const rankWithoutBatch: Readonly<Record<UnitKind, number>> = {
  department: 4,
  county: 5,
  zone: 6,
  centre: 7,
  'supervising-office': 8,
};

function sortKey({ batch, kind, id }: Department): readonly [number, string] {
  return [batch ?? rankWithoutBatch[kind], id];
}

function compare([rank, id]: readonly [number, string], [otherRank, otherId]: readonly [number, string]): number {
  if (rank !== otherRank) return rank - otherRank;
  if (id === otherId) return 0;
  return id < otherId ? -1 : 1;
}
