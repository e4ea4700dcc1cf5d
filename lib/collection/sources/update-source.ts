import type { SourceRecord, SourceDecision } from '../../../schemas/collection/sources/source.ts';
import { sourceStateNames } from '../../../schemas/collection/sources/state-names.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { SourceRepository, SourceChanges } from './ports.ts';
import { decisionEvent } from './source-events.ts';

const maxDecisions = 200;
/** Kinds that a department can repeat at will must not push a person's decision out of the history. */
const repeatableKinds: ReadonlySet<SourceDecision['kind']> = new Set([
  'registered',
  'secret-set',
  'tested',
  'run-now',
  'run-from',
  'reconcile-now',
  'replayed',
]);
const maxOfRepeatableKind = 20;
const maxTries = 5;

/** `null` when the changes no longer apply. */
export type DecideChanges = (source: SourceRecord) => SourceChanges | null;

/**
 * Changes under the optimistic lock, with an audit log entry; up to 5 attempts.
 * Answers `null` when `decide` does, or when all attempts lost the race.
 */
export async function updateWithRetry(
  source: SourceRecord,
  decision: SourceDecision,
  decide: DecideChanges,
  sources: SourceRepository,
): Promise<SourceRecord | null> {
  let current: SourceRecord | null = source;
  for (let attempt = 0; attempt < maxTries && current !== null; attempt += 1) {
    const changes = decide(current);
    if (changes === null) return null;
    const { lockVersion } = current;
    const decisions = keepNewest([...current.decisions, decision]);
    const changed = await sources.change(
      current,
      { ...changes, ...decisionEvent(current, decision, changes), lockVersion: lockVersion + 1, decisions },
      { lockVersion },
    );
    if (changed !== null) return changed;
    current = await sources.read(current);
  }
  return null;
}

function keepNewest(decisions: readonly SourceDecision[]): SourceDecision[] {
  const counts = new Map<SourceDecision['kind'], number>();
  const isKept = ({ kind }: SourceDecision) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return !repeatableKinds.has(kind) || count <= maxOfRepeatableKind;
  };
  return decisions.toReversed().filter(isKept).slice(0, maxDecisions).toReversed();
}

/** Refuses `source-state`, and `changed-meanwhile` on a lost race. */
export async function updateInState(
  source: SourceRecord,
  decision: SourceDecision,
  decide: DecideChanges,
  sources: SourceRepository,
) {
  const changed = await updateWithRetry(source, decision, decide, sources);
  if (changed !== null) return changed;
  const current = (await sources.read(source)) ?? source;
  return decide(current) === null
    ? refused('source-state', { state: sourceStateNames[current.state] })
    : refused('changed-meanwhile');
}
