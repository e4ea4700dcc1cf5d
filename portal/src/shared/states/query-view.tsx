import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/api-errors.ts';
import { Loading } from './loading.tsx';
import { ProblemNotice } from './problem-notice.tsx';

type QueryViewProps<Data> = {
  readonly query: UseQueryResult<Data>;
  /** The thing's name after 正在读取. */
  readonly what: string;
  readonly children: (data: Data) => ReactNode;
};

/** Shows what a query knows: its data, else its error with a way to try again, else that it loads. */
export function QueryView<Data>({ query, what, children }: QueryViewProps<Data>) {
  const { error } = query;
  // A refusal stays the same however often it is asked for.
  const isFinal = error instanceof ApiProblem && error.problem.status < 500 && error.problem.status !== 429;
  const notice =
    error === null ? null : <ProblemNotice error={error} {...(isFinal ? {} : { retry: () => void query.refetch() })} />;
  if (query.data !== undefined)
    return (
      <>
        {notice}
        {children(query.data)}
      </>
    );
  return notice ?? <Loading what={what} />;
}
