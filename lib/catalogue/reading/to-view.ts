import type { ContentFault } from '../../../schemas/catalogue/content-fault.ts';
import type { ClosedVersion, CatalogueEntry, StoredVersion } from '../../../schemas/catalogue/entry.ts';
import type { HistoryEntry } from '../../../schemas/catalogue/history.ts';
import type { DatasetVersionView } from '../../../schemas/catalogue/views.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isPermitted } from '../../kernel/access-policy.ts';

/** Shows the whole history, drafting included: only callers with `see-draft` may get it. */
export function toOpenView(
  entry: CatalogueEntry,
  open: StoredVersion,
  faults: readonly ContentFault[],
): DatasetVersionView {
  return { ...open, lockVersion: entry.lockVersion, faults: [...faults] };
}

/** Adds the later withdrawal, which only the entry knows. Outsiders see decisions, not drafting. */
export function toClosedView(
  entry: CatalogueEntry,
  closed: ClosedVersion,
  stored: StoredVersion,
  caller: Caller,
): DatasetVersionView {
  const history = [...stored.history, ...(closed.withdrawal === undefined ? [] : [closed.withdrawal])];
  return {
    ...stored,
    status: closed.status,
    lockVersion: entry.lockVersion,
    history: isPermitted(caller, 'see-draft', entry.provider) ? history : history.filter(isDecision),
  };
}

function isDecision({ action }: HistoryEntry): boolean {
  return action === 'published' || action === 'withdrawn' || action === 'seeded';
}
