import type { RouteInput } from '../../schemas/kernel/route.ts';
import type { listDatasetStatesRoute } from '../../schemas/records/routes.ts';
import { isPermitted } from '../kernel/access-policy.ts';
import { definedOnly } from '../kernel/defined-only.ts';
import { dayInShanghai } from '../kernel/instant.ts';
import { mapWithConcurrency } from '../kernel/map-with-concurrency.ts';
import { nextUpdate } from '../kernel/update-cycle.ts';
import type { ReadDatasetStatePorts } from './read-dataset-state.ts';

export type ListDatasetStatesPorts = ReadDatasetStatePorts & { readonly now: () => string };

const readConcurrency = 16;

/** Reads the states in the order asked for; leaves out what is unknown or another department's. */
export async function listDatasetStates(
  { caller, query }: Pick<RouteInput<typeof listDatasetStatesRoute>, 'caller' | 'query'>,
  ports: ListDatasetStatesPorts,
) {
  const today = dayInShanghai(ports.now());
  const found = await mapWithConcurrency(readConcurrency, query.datasets, async (dataset) => {
    const version = await ports.catalogue.publishedVersion(dataset);
    if (version === null) return [];
    const { metadata } = version.content;
    if (!isPermitted(caller, 'read-dataset-state', metadata.provider)) return [];
    const [{ records }, [newest], links] = await Promise.all([
      ports.datasetStates.read(dataset),
      ports.datasetStates.publications(dataset, 1),
      ports.readLinks(dataset),
    ]);
    const due = newest === undefined ? null : nextUpdate(metadata.updateCycle, dayInShanghai(newest.at), today);
    return [
      {
        dataset,
        records,
        links: [...links],
        ...definedOnly({ lastPublishedAt: newest?.at, nextUpdate: due ?? undefined }),
      },
    ];
  });
  return { items: found.flat() };
}
