import type { Publication, Visibility } from '../../../schemas/records/dataset-state.ts';
import { isVisible } from '../../kernel/visibility.ts';

const nothing: Visibility = { seq: 0, voided: [] };

/**
 * The deliveries that a publication shows or hides, the one before it given: a delivery's own, or all that a roll-back takes away or brings back.
 * Only their records can look different from before. `publications` are all up to this one.
 */
export function deliveriesWithChangedVisibility(
  publication: Publication,
  before: Publication | null,
  publications: readonly Publication[],
): string[] {
  if (publication.kind === 'delivery') return publication.delivery === undefined ? [] : [publication.delivery];
  const earlier = before ?? nothing;
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
