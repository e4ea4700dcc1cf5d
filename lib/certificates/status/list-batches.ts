import { z } from 'zod';
import type { listBatchesRoute } from '../../../schemas/certificates/status-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermittedForAll } from '../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';
import type { BatchRepository } from './ports.ts';
import { accountsIn, toBatch } from './to-batch.ts';

export type ListBatchesPorts = ActorPorts & { readonly batches: Pick<BatchRepository, 'list'> };

/** Lists the department's batches, newest first; the status filter may leave a page short. */
export async function listBatches(
  { caller, query }: RouteInput<typeof listBatchesRoute>,
  { batches, ...actorPorts }: ListBatchesPorts,
) {
  const department = isPermittedForAll(caller, 'read-batch') ? 'all' : caller.department;
  const scope = `batches/${department}/${query.status ?? ''}`;
  const before = query.cursor === undefined ? undefined : readCursor(scope, z.string(), query.cursor);
  if (before === null) return refused('cursor-not-valid');
  const page = await batches.list(department, { limit: query.limit, ...definedOnly({ before }) });
  const items = page.batches.filter(({ status }) => query.status === undefined || status === query.status).map(toBatch);
  const next = page.next === undefined ? undefined : writeCursor(scope, page.next);
  const actors = await nameActors(caller, items.flatMap(accountsIn), actorPorts);
  return { items, actors, ...definedOnly({ next }) };
}
