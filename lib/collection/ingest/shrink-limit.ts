/** A delivery that would remove more than this share of what is held waits for a person. Nothing held is nothing to lose. */
export function exceedsShrinkLimit(removed: number, storedCount: number, limit: number): boolean {
  return storedCount > 0 && removed / storedCount > limit;
}
