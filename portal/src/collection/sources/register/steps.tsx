import { Link, useSearchParams } from 'react-router';
import type { StepId } from './places.ts';

export type Step = { readonly id: StepId; readonly name: string };

const addressOf = (id: StepId): string => `?step=${id}`;

/** The step in the address; the first needs none. */
export function useStep(steps: readonly Step[]) {
  const [search, setSearch] = useSearchParams();
  const at = Math.max(
    0,
    steps.findIndex(({ id }) => id === search.get('step')),
  );
  return { at, go: (id: StepId) => setSearch({ step: id }) };
}

type StepsProps = {
  readonly steps: readonly Step[];
  readonly at: number;
  /** Steps in which the platform found something. */
  readonly faulty: ReadonlySet<StepId>;
};

/** All steps, each of which can be gone to at any time. */
export function Steps({ steps, at, faulty }: StepsProps) {
  return (
    <nav aria-label="登记的步骤">
      <ol className="upload-steps">
        {steps.map(({ id, name }, i) => (
          <li key={id} {...(i === at ? { 'aria-current': 'step' as const } : {})}>
            <span aria-hidden="true">{i + 1}</span>
            <Link to={addressOf(id)}>{name}</Link>
            {faulty.has(id) && <span className="bad">（须改正）</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}
