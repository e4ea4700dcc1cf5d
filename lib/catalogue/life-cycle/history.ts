import type { CatalogueAction, HistoryEntry } from '../../../schemas/catalogue/history.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

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

/** Repeated edits by one person within a round update one entry's time. */
export function appendHistoryEntry(history: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  const round = history.findLastIndex(({ action }) => action !== 'edited');
  const earlier = history.findIndex(
    ({ action, by }, at) => at > round && action === 'edited' && entry.action === 'edited' && by === entry.by,
  );
  return [...history.filter((_, at) => at !== earlier), entry];
}

const authoringActions: readonly CatalogueAction[] = ['drafted', 'edited', 'submitted'];

/** Who drafted, edited or submitted a version may not check it. */
export function hasAuthored(history: readonly HistoryEntry[], subject: string): boolean {
  return history.some(({ action, by }) => by === subject && authoringActions.includes(action));
}
