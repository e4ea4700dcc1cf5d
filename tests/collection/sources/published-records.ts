import { queryRecords } from '../../../lib/records/query-records.ts';
import { callerWithRole, dataset, operator, type SourceSimulation } from './source-simulation.ts';

/** All published names by number. */
export async function publishedRecords(world: SourceSimulation): Promise<ReadonlyMap<string, string>> {
  const shown = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await queryRecords(
      {
        ...callerWithRole(operator),
        params: { dataset },
        body: { limit: 50, ...(cursor === undefined ? {} : { cursor }) },
      },
      world.queryPorts,
    );
    if (!('items' in page)) throw new Error('the query was refused');
    for (const { values } of page.items) shown.set(values['number'] ?? '', values['name'] ?? '');
    cursor = 'next' in page && typeof page.next === 'string' ? page.next : undefined;
  } while (cursor !== undefined);
  return shown;
}

/** The name of one record; queried by key, not by page. */
export async function publishedByKey(world: SourceSimulation, key: string): Promise<string | undefined> {
  const found = await queryRecords(
    { ...callerWithRole(operator), params: { dataset }, body: { limit: 1, key: { number: key } } },
    world.queryPorts,
  );
  if (!('items' in found)) throw new Error('the query was refused');
  return found.items[0]?.values['name'];
}
