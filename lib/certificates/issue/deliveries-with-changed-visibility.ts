import type { Publication, Visibility } from '../../../schemas/records/dataset-state.ts';
import { isVisible } from '../../kernel/visibility.ts';

const noneVisible: Visibility = { seq: 0, voided: [] };

/**
 * Lists the deliveries whose visibility a publication changes: its own, or all that a roll-back hides or restores.
 * `publications` are all publications up to this one, `previous` the one before it.
 */
export function deliveriesWithChangedVisibility(
  publication: Publication,
  previous: Publication | null,
  publications: readonly Publication[],
): string[] {
  if (publication.kind === 'delivery') return publication.delivery === undefined ? [] : [publication.delivery];
  const earlier = previous ?? noneVisible;
  const found = publications.flatMap(({ kind, delivery, seq, number }) =>
    kind === 'delivery' &&
    delivery !== undefined &&
    number <= publication.number &&
    isVisible(seq, publication) !== isVisible(seq, earlier)
      ? [delivery]
      : [],
  );
  return [...new Set(found)].toSorted();
}
