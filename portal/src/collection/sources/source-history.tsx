import type { SourceView } from '../../../../schemas/collection/sources/routes.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import { Timeline } from '../../shared/timeline.tsx';
import { decisionNames } from './decision-names.ts';

/** Who did what with the source, when and why. */
export function SourceHistory({ source: { decisions, actors } }: { readonly source: SourceView }) {
  return (
    <section className="panel">
      <h2>办理经过</h2>
      <Timeline
        entries={decisions.map(({ kind, by, at, reason }) => ({
          key: `${at}-${kind}`,
          at,
          what: decisionNames[kind],
          by: nameActor(actors, by),
          why: reason,
        }))}
      />
    </section>
  );
}
