import { useQuery } from '@tanstack/react-query';
import { listDatasetsRoute } from '../../../../schemas/catalogue/routes.ts';
import { listSourcesRoute } from '../../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { routeKey, useApi } from '../../shared/api/use-api.ts';

const pollMs = 15_000;
const namesStaleMs = 600_000;

type Page<Item> = { readonly items: readonly Item[]; readonly next?: string | undefined };

async function readAll<Item>(readPage: (cursor: string | undefined) => Promise<Page<Item>>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next } = await readPage(cursor);
    all.push(...items);
    if (next === undefined) return all;
    cursor = next;
  }
}

/** All sources that the person may see: the worst of them can be on any page. Read anew every 15 seconds. */
export function useSources() {
  const api = useApi();
  return useQuery<readonly Source[]>({
    queryKey: routeKey(listSourcesRoute, { all: true }),
    queryFn: ({ signal }) =>
      readAll((cursor) => api.call(listSourcesRoute, { query: { limit: '200', cursor } }, { signal })),
    refetchInterval: pollMs,
  });
}

/** A dataset's name for its id; the id itself until the names are read. */
export function useDatasetNames(): (dataset: string) => string {
  const api = useApi();
  const { data } = useQuery({
    queryKey: routeKey(listDatasetsRoute, { all: true }),
    queryFn: ({ signal }) =>
      readAll((cursor) => api.call(listDatasetsRoute, { query: { limit: '200', cursor } }, { signal })),
    staleTime: namesStaleMs,
  });
  const names = new Map<string, string>(data?.map(({ dataset, name }) => [dataset, name]));
  return (dataset) => names.get(dataset) ?? dataset;
}

/** The published datasets of a department, which it may register sources for. */
export function useOwnDatasets(department: string) {
  const api = useApi();
  return useQuery({
    queryKey: routeKey(listDatasetsRoute, { department, status: 'published' }),
    queryFn: ({ signal }) =>
      readAll((cursor) =>
        api.call(listDatasetsRoute, { query: { limit: '200', department, status: 'published', cursor } }, { signal }),
      ),
  });
}
