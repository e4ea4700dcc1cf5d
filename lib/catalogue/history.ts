import type { CatalogueAction, HistoryLine } from '../../schemas/catalogue/history.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import type { Instant } from '../../schemas/kernel/day.ts';

/** One line of the history. */
export function lineOf(action: CatalogueAction, caller: Caller, at: Instant, reason?: string): HistoryLine {
  return {
    action,
    by: caller.subject,
    name: caller.name,
    department: caller.department,
    at,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Adds a line. Who edits again before anything else has happened gets a new time, not a new line: a history stays readable. */
export function withLine(history: readonly HistoryLine[], line: HistoryLine): HistoryLine[] {
  const round = history.findLastIndex(({ action }) => action !== 'edited');
  const earlier = history.findIndex(
    ({ action, by }, at) => at > round && action === 'edited' && line.action === 'edited' && by === line.by,
  );
  return [...history.filter((_, at) => at !== earlier), line];
}

const making: readonly CatalogueAction[] = ['drafted', 'edited', 'submitted'];

/** Whether this person has had a hand in making the version: then they may not check it. */
export function madeBy(history: readonly HistoryLine[], subject: string): boolean {
  return history.some(({ action, by }) => by === subject && making.includes(action));
}
