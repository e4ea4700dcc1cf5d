import { z } from 'zod';
import type { listSourcesRoute } from '../../../../schemas/collection/sources/routes.ts';
import { toSource } from '../../../../schemas/collection/sources/source.ts';
import { refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { isPermittedForAll } from '../../../kernel/access-policy.ts';
import { readCursor, writeCursor } from '../../../kernel/cursor.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { SourceRepository } from '../ports.ts';

/** Lists by dataset; a provider sees its department's sources. Refuses `cursor-not-valid`. */
export async function listSources(
  { caller, query }: RouteInput<typeof listSourcesRoute>,
  ports: { readonly sources: Pick<SourceRepository, 'list'> },
) {
  const seesAll = isPermittedForAll(caller, 'read-source');
  const scope = `sources/${seesAll ? 'all' : caller.department}`;
  const after = query.cursor === undefined ? undefined : readCursor(scope, z.string(), query.cursor);
  if (after === null) return refused('cursor-not-valid');
  const found = await ports.sources.list({
    limit: query.limit,
    ...definedOnly({ after }),
    ...(seesAll ? {} : { department: caller.department }),
  });
  // The cursor is a dataset, so both of its channels go on one page.
  const cut = found.length > query.limit ? found[query.limit]?.dataset : undefined;
  const items = cut === undefined ? found : found.filter(({ dataset }) => dataset < cut);
  const shown = items.length > 0 ? items : found;
  const last = shown.at(-1)?.dataset;
  return {
    items: shown.map(toSource),
    ...(cut === undefined || last === undefined ? {} : { next: writeCursor(scope, last) }),
  };
}
