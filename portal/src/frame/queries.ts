import { QueryClient } from '@tanstack/react-query';
import { ApiProblem, NotReachable } from '../shared/api/api-errors.ts';

const maxRetries = 2;

/** A refusal is an answer: only a busy platform or a broken line is asked again. */
export const isWorthRetrying = (error: Error): boolean =>
  error instanceof NotReachable || (error instanceof ApiProblem && [429, 502, 503, 504].includes(error.problem.status));

/** Nothing is shown optimistically, and what is older than half a minute is read anew when a page opens. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: (tries, error) => tries < maxRetries && isWorthRetrying(error), staleTime: 30_000 },
      mutations: { retry: (tries, error) => tries < maxRetries && isWorthRetrying(error) },
    },
  });
}
