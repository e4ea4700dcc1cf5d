import { useQuery } from '@tanstack/react-query';
import { listCertificateTypesRoute } from '../../../schemas/certificates/type-routes.ts';
import { readAllPages } from '../shared/api/read-all-pages.ts';
import { useApi } from '../shared/api/use-api.ts';

const limit = 200;

/** Names certificate types by their ids; `null` for what is none, and until the names are read. */
export function useTypeNames(): (id: string) => string | null {
  const api = useApi();
  const types = useQuery({
    queryKey: [listCertificateTypesRoute.operation, 'names'],
    queryFn: () =>
      readAllPages((cursor) => api.call(listCertificateTypesRoute, { query: { limit: String(limit), ...cursor } })),
  });
  return (id) => types.data?.find(({ type }) => type === id)?.name ?? null;
}
