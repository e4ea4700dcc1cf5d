import type { SourceRecord, SourceDecision } from '../../../schemas/collection/sources/source.ts';
import { sourceStateNames } from '../../../schemas/collection/sources/state-names.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { SourceRepository, SourceChanges } from './ports.ts';
import { updateWithRetry } from './update-with-retry.ts';

/** `decided` where only the source's state may stand against it: the refusal says what the state is now, or that others came between too often. */
export async function updateInState(
  source: SourceRecord,
  decision: SourceDecision,
  decide: (source: SourceRecord) => SourceChanges | null,
  sources: SourceRepository,
) {
  const changed = await updateWithRetry(source, decision, decide, sources);
  if (changed !== null) return changed;
  const now = (await sources.read(source)) ?? source;
  return decide(now) === null
    ? refused('source-state', { state: sourceStateNames[now.state] })
    : refused('changed-meanwhile');
}
