import type { ContentFault } from '../../../schemas/catalogue/content-fault.ts';
import type { DatasetVersionView } from '../../../schemas/catalogue/views.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { ChangingPorts } from '../ports.ts';
import { toOpenView } from '../reading/to-view.ts';
import type { CheckedTransition } from './check-transition.ts';
import { toHistoryEntry } from './history.ts';
import { withOpen } from './next-entry.ts';
import { transitions } from './transitions.ts';
import { versionEvents } from './version-events.ts';

export type TransitionOrder = {
  readonly transition: 'submit' | 'approve' | 'return';
  readonly caller: Caller;
  readonly reason: string | undefined;
  readonly faults: readonly ContentFault[];
};

/** Refuses `changed-meanwhile` after a concurrent change. */
export async function applyTransition(
  { entry, open }: CheckedTransition,
  { transition, caller, reason, faults }: TransitionOrder,
  ports: ChangingPorts,
): Promise<DatasetVersionView | Refused<'changed-meanwhile'>> {
  const line = toHistoryEntry(transitions[transition].action, caller, ports.now(), reason);
  const next = withOpen(entry, open, { status: transitions[transition].to }, line);
  if (!(await ports.change(next, versionEvents(entry, next, line)))) return refused('changed-meanwhile');
  return toOpenView(next, next.open, faults);
}
