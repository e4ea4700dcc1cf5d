import type { SourceRecord, SourceDecision } from '../../../schemas/collection/sources/source.ts';
import type { SourceRepository, SourceChanges } from './ports.ts';

/** Decisions that are kept, the newest. */
const maxDecisions = 200;
/** How often a change is tried when somebody else's comes between. */
const tries = 5;

/** Changes a source as a person decided, with the trace of it; made anew on what it has become when somebody came between. `null` when `decide` finds it can't be done any more. */
export async function updateWithRetry(
  source: SourceRecord,
  decision: SourceDecision,
  decide: (source: SourceRecord) => SourceChanges | null,
  sources: SourceRepository,
): Promise<SourceRecord | null> {
  let now: SourceRecord | null = source;
  for (let tried = 0; tried < tries && now !== null; tried += 1) {
    const changes = decide(now);
    if (changes === null) return null;
    const changed = await sources.change(
      now,
      { ...changes, lockVersion: now.lockVersion + 1, decisions: [...now.decisions, decision].slice(-maxDecisions) },
      { lockVersion: now.lockVersion },
    );
    if (changed !== null) return changed;
    now = await sources.read(now);
  }
  return null;
}
