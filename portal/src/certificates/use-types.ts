import { useQueries } from '@tanstack/react-query';
import type { Coverage } from '../../../schemas/certificates/coverage.ts';
import {
  type CertificateTypeListing,
  listCertificateTypesRoute,
  readCoverageRoute,
} from '../../../schemas/certificates/type-routes.ts';
import { routeKey, useApi, useRoute } from '../shared/api/use-api.ts';
import { hasRole, useCaller } from '../shared/caller.ts';

const maxTypes = '200';

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

/** The coverage of each type, read one by one; what is not read yet, or was refused, is missing. */
export function useCoverages(types: readonly CertificateTypeListing[]) {
  const api = useApi();
  return useQueries({
    queries: types.map(({ type }) => ({
      queryKey: routeKey(readCoverageRoute, { params: { type } }),
      queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<Coverage> =>
        await api.call(readCoverageRoute, { params: { type } }, { signal }),
    })),
    combine: (answers) => ({
      coverages: new Map(answers.flatMap(({ data }) => (data === undefined ? [] : [[data.type, data] as const]))),
      isComplete: answers.every(({ isSuccess }) => isSuccess),
      error: answers.find(({ error }) => error !== null)?.error ?? null,
      waiting: answers.filter(({ isPending }) => isPending).length,
    }),
  });
}
