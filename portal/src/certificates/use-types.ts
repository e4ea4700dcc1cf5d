import { useQuery } from '@tanstack/react-query';
import type { CoverageListing } from '../../../schemas/certificates/coverage.ts';
import { listCertificateTypesRoute, listCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { readAllPages } from '../shared/api/read-all-pages.ts';
import { routeKey, useApi, useRoute } from '../shared/api/use-api.ts';
import { hasRole, useCaller } from '../shared/caller.ts';

const maxTypes = '200';
const pageSize = '50';

/** The types that a person answers for: the own department's, or the city's for the centre and the supervising office. */
export function useOwnTypes() {
  const caller = useCaller();
  const isOfCity = hasRole(caller, ['operator', 'supervisor']);
  return useRoute(listCertificateTypesRoute, {
    query: {
      limit: maxTypes,
      ...(isOfCity ? {} : { department: caller.department.id }),
    },
  });
}

/** The coverage of every type that the person answers for, by its id: one request for each 50 types. */
export function useCoverages() {
  const api = useApi();
  return useQuery({
    queryKey: routeKey(listCoverageRoute, {}),
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, CoverageListing>> => {
      const all = await readAllPages((cursor) =>
        api.call(listCoverageRoute, { query: { limit: pageSize, ...cursor } }, { signal }),
      );
      return new Map(all.map((coverage) => [coverage.type, coverage]));
    },
  });
}
