import { listDatasetsRoute } from '../../../schemas/catalogue/routes.ts';
import { useRoute } from '../shared/api/use-api.ts';

/** Names of the first 200 datasets; the id itself for the others. */
export function useDatasetNames(): (dataset: string) => string {
  const { data } = useRoute(listDatasetsRoute, { query: { limit: '200' } });
  const names = new Map((data?.items ?? []).map(({ dataset, name }) => [dataset, name]));
  return (dataset) => names.get(dataset) ?? dataset;
}
