import type { DatasetState, Publication } from '../../../schemas/records/dataset-state.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { isVisible, toVisibility } from '../../kernel/visibility.ts';
import type { DecideOutcomePorts } from './ingest-outcome.ts';

const daySeconds = 24 * 3600;

/** `base` is the number of records from which they were removed; absent when nothing was published before. */
export type RecentRemovals = { readonly removed: number; readonly base?: number };

export const noRecentRemovals: RecentRemovals = { removed: 0 };

/** Reads what was removed in the window of SHRINK_WINDOW_DAYS. */
export async function readRecentRemovals(
  datasetState: DatasetState,
  { datasetStates, settings, now }: DecideOutcomePorts,
): Promise<RecentRemovals> {
  const since = secondsAfter(now(), -settings.shrinkWindowDays * daySeconds);
  const publications = await datasetStates.publicationsSince(datasetState.dataset, since);
  return sumRecentRemovals(publications, datasetState, since);
}

/**
 * Sums the removals since `since`, or since the last approved ones: many small steps are one large one. Rolled-back
 * deliveries removed nothing. Records added since then do not enlarge the base: they might be made up.
 */
export function sumRecentRemovals(
  newestFirst: readonly Publication[],
  datasetState: DatasetState,
  since: string,
): RecentRemovals {
  const visibility = toVisibility(datasetState);
  const inForce = newestFirst.filter(({ kind, seq }) => kind === 'delivery' && isVisible(seq, visibility));
  let removed = 0;
  let base: number | undefined;
  for (const [i, publication] of inForce.entries()) {
    if (publication.at < since)
      return publication.records === 0 ? withBase(removed, base) : { removed, base: publication.records };
    if (publication.approvedBy !== undefined) return { removed, base: base ?? publication.records };
    const before = inForce[i + 1]?.records;
    const lost = publication.removed ?? Math.max(0, (before ?? 0) - publication.records);
    if (lost > 0) base = before;
    removed += lost;
  }
  return withBase(removed, base);
}

function withBase(removed: number, base: number | undefined): RecentRemovals {
  return base === undefined ? { removed } : { removed, base };
}
