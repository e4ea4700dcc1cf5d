import type { CatalogueAction, HistoryEntry } from '../../../schemas/catalogue/history.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

/** Copies the caller's name and department: later changes to the account do not alter history. */
export function toHistoryEntry(action: CatalogueAction, caller: Caller, at: Instant, reason?: string): HistoryEntry {
  return {
    action,
    by: caller.subject,
    name: caller.name,
    department: caller.department,
    at,
    ...definedOnly({ reason }),
  };
}

/** Updates one entry's time for repeated edits by one person within a round. */
export function appendHistoryEntry(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  const round = history.findLastIndex(({ action }) => action !== 'edited');
  const earlier = history.findIndex(
    ({ action, by }, at) => at > round && action === 'edited' && entry.action === 'edited' && by === entry.by,
  );
  return [...history.filter((_, at) => at !== earlier), entry];
}

const authoringActions: readonly CatalogueAction[] = ['drafted', 'edited', 'submitted'];

/** The accounts that drafted, edited or submitted: the people behind them may not check. */
export function authorsOf(history: readonly HistoryEntry[]): readonly string[] {
  return history.filter(({ action }) => authoringActions.includes(action)).map(({ by }) => by);
}
