import { type QueryKey, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Route } from '../../../../schemas/kernel/route.ts';
import { type ApiClient, type RouteRequest, type RouteResult, apiClient } from './api-client.ts';

/** The frame gives the client that signs its calls. */
export const ApiContext = createContext<ApiClient>(apiClient(async () => undefined));

export const useApi = (): ApiClient => useContext(ApiContext);

/** One key for each route and request; `[operation]` alone names all requests of a route. */
export const routeKey = (route: Route, request?: object): QueryKey =>
  request === undefined ? [route.operation] : [route.operation, request];

type ReadOptions = {
  /** Asks again after so many milliseconds; `false` stops. */
  readonly pollMs?: number | false;
  readonly staleMs?: number;
};

/** Reads a GET route. `null` as the request waits until it is known. */
export function useRoute<R extends Route>(route: R, request: RouteRequest<R> | null, options: ReadOptions = {}) {
  const api = useApi();
  return useQuery<RouteResult<R>>({
    queryKey: request === null ? [route.operation, null] : routeKey(route, request),
    queryFn: request === null ? skipToken : ({ signal }) => api.call(route, request, { signal }),
    refetchInterval: options.pollMs ?? false,
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
  });
}

type Action<R extends Route> = {
  readonly request: RouteRequest<R>;
  /** Made once for what the person wants, so that a second send of it is the same request. */
  readonly idempotencyKey: string;
};

/**
 * Calls a route that changes something, once for each `act`. Whatever was read from the given routes is read anew
 * afterwards: what is shown is what the platform says.
 */
export function useAction<R extends Route>(route: R, { refreshes }: { readonly refreshes: readonly Route[] }) {
  const api = useApi();
  const queries = useQueryClient();
  const mutation = useMutation<RouteResult<R>, Error, Action<R>>({
    mutationFn: ({ request, idempotencyKey }) => api.call(route, request, { idempotencyKey }),
    onSettled: async () => {
      await Promise.all(refreshes.map((read) => queries.invalidateQueries({ queryKey: routeKey(read) })));
    },
  });
  return {
    ...mutation,
    act: async (request: RouteRequest<R>) =>
      await mutation.mutateAsync({ request, idempotencyKey: crypto.randomUUID() }),
    /** As `act`, for a button that shows `error` itself. */
    send: (request: RouteRequest<R>) => mutation.mutate({ request, idempotencyKey: crypto.randomUUID() }),
  };
}
