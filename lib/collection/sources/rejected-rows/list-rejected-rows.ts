import { toRejectedRow, RejectedRowId } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { listRejectedRowsRoute } from '../../../../schemas/collection/sources/routes.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { readCursor, writeCursor } from '../../../kernel/cursor.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { RejectedRowRepository } from '../ports.ts';

/** Lists unresolved rows by id. Refuses `cursor-not-valid`. */
export async function listRejectedRows(
  { caller, params, query }: RouteInput<typeof listRejectedRowsRoute>,
  ports: FindSourcePorts & { readonly rejectedRows: Pick<RejectedRowRepository, 'pending'> },
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const scope = `rejected-rows/${params.dataset}/${params.channel}`;
  const after = query.cursor === undefined ? undefined : readCursor(scope, RejectedRowId, query.cursor);
  if (after === null) return refused('cursor-not-valid');
  const rejectedRows = await ports.rejectedRows.pending(params, {
    limit: query.limit,
    ...definedOnly({ after }),
  });
  const last = rejectedRows.at(-1);
  return {
    items: rejectedRows.map(toRejectedRow),
    ...(last === undefined || rejectedRows.length < query.limit ? {} : { next: writeCursor(scope, last.id) }),
  };
}
