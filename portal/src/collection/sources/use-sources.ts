import { useQuery } from '@tanstack/react-query';
import { listDatasetsRoute } from '../../../../schemas/catalogue/routes.ts';
import { listSourcesRoute } from '../../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { readAllPages } from '../../shared/api/read-all-pages.ts';
import { routeKey, useApi } from '../../shared/api/use-api.ts';

const pollMs = 15_000;

/** All sources that the person may see: the worst of them can be on any page. Read anew every 15 seconds. */
export function useSources() {
  const api = useApi();
  return useQuery<readonly Source[]>({
    queryKey: routeKey(listSourcesRoute, { all: true }),
    queryFn: ({ signal }) =>
      readAllPages((cursor) => api.call(listSourcesRoute, { query: { limit: '200', ...cursor } }, { signal })),
    refetchInterval: pollMs,
  });
}

/** The published datasets of a department, which it may register sources for. */
export function useOwnDatasets(department: string) {
  const api = useApi();
  return useQuery({
    queryKey: routeKey(listDatasetsRoute, { department, status: 'published' }),
    queryFn: ({ signal }) =>
      readAllPages((cursor) =>
        api.call(
          listDatasetsRoute,
          { query: { limit: '200', department, status: 'published', ...cursor } },
          { signal },
        ),
      ),
  });
}
