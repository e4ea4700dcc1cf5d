import type { DatasetState, Visibility, VoidedRange } from '../../schemas/records/dataset-state.ts';

/** True if not beyond the published pointer and not voided. */
export function isVisible(seq: number, visibility: Visibility): boolean {
  return seq <= visibility.seq && !visibility.voided.some((range) => range.from <= seq && seq <= range.to);
}

/** Takes `publishedSeq`, not `lastSeq`: versions that are still loading stay hidden. */
export function toVisibility(datasetState: DatasetState): Visibility {
  return { seq: datasetState.publishedSeq, voided: datasetState.voided };
}

/** Merges adjacent ranges, so that the list stays short. */
export function addVoidedRange(voided: readonly VoidedRange[], range: VoidedRange): VoidedRange[] {
  const result: VoidedRange[] = [];
  let joined = range;
  for (const other of voided) {
    if (other.to + 1 < joined.from || joined.to + 1 < other.from) result.push(other);
    else joined = { from: Math.min(other.from, joined.from), to: Math.max(other.to, joined.to) };
  }
  return [...result, joined].sort((a, b) => a.from - b.from);
}
