/** Whether a delivery would remove more than this share (0 to 1) of the stored records. Nothing stored, nothing lost. */
export function exceedsShrinkLimit(removed: number, storedCount: number, limit: number): boolean {
  return storedCount > 0 && removed / storedCount > limit;
}
