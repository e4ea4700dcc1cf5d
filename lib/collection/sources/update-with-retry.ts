import type { KeptSource, SourceDecision } from '../../../schemas/collection/sources/source.ts';
import type { SourceBook, SourceChanges } from './ports.ts';

/** Decisions that are kept, the newest. */
const mostDecisions = 200;
/** How often a change is tried when somebody else's comes between. */
const tries = 5;

/** Changes a source as a person decided, with the trace of it; made anew on what it has become when somebody came between. `null` when `decide` finds it can't be done any more. */
export async function decided(
  source: KeptSource,
  decision: SourceDecision,
  decide: (source: KeptSource) => SourceChanges | null,
  sources: SourceBook,
): Promise<KeptSource | null> {
  let now: KeptSource | null = source;
  for (let tried = 0; tried < tries && now !== null; tried += 1) {
    const changes = decide(now);
    if (changes === null) return null;
    const changed = await sources.change(
      now,
      { ...changes, version: now.version + 1, decisions: [...now.decisions, decision].slice(-mostDecisions) },
      { version: now.version },
    );
    if (changed !== null) return changed;
    now = await sources.read(now);
  }
  return null;
}
