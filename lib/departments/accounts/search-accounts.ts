import { z } from 'zod';
import type { searchAccountsRoute } from '../../../schemas/departments/account-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput, RouteOutput, RouteRefusal } from '../../../schemas/kernel/route.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import type { AccountAdminPorts } from '../ports.ts';

type R = typeof searchAccountsRoute;

/** Sorts by subject; reads all accounts for a page. */
export async function searchAccounts(
  { body }: Pick<RouteInput<R>, 'body'>,
  ports: Pick<AccountAdminPorts, 'accounts'>,
): Promise<RouteOutput<R> | RouteRefusal<R>> {
  const { department, cursor, limit } = body;
  const scope = `accounts/${department ?? 'all'}`;
  const after = cursor === undefined ? undefined : readCursor(scope, z.string(), cursor);
  if (after === null) return refused('cursor-not-valid');
  const found = (await ports.accounts())
    .filter((account) => department === undefined || account.department === department)
    .filter(({ subject }) => after === undefined || subject > after)
    .toSorted((one, other) => (one.subject < other.subject ? -1 : 1));
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return last === undefined || found.length === items.length
    ? { items }
    : { items, next: writeCursor(scope, last.subject) };
}
