import { useQuery } from '@tanstack/react-query';
import { listDatasetsRoute } from '../../../schemas/catalogue/routes.ts';
import { readAllPages } from './api/read-all-pages.ts';
import { routeKey, useApi } from './api/use-api.ts';

const staleMs = 600_000;

/** A dataset's name for its id; the id itself until the names are read, and for one that the person may not see. */
export function useDatasetNames(): (dataset: string) => string {
  const api = useApi();
  const { data } = useQuery({
    queryKey: routeKey(listDatasetsRoute, { all: true }),
    queryFn: ({ signal }) =>
      readAllPages((cursor) => api.call(listDatasetsRoute, { query: { limit: '200', ...cursor } }, { signal })),
    staleTime: staleMs,
  });
  const names = new Map<string, string>(data?.map(({ dataset, name }) => [dataset, name]));
  return (dataset) => names.get(dataset) ?? dataset;
}
