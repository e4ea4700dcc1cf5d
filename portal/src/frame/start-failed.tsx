import { ProblemNotice } from '../shared/states/problem-notice.tsx';

/** Stands in for the whole portal when not even its settings could be read. */
export function StartFailed({ error }: { readonly error: unknown }) {
  return (
    <main className="sign-in">
      <ProblemNotice error={error} retry={() => location.reload()} />
    </main>
  );
}
