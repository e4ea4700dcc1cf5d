/** A delivery that would remove more than this share of what is held waits for a person. Nothing held is nothing to lose. */
export function isTooGreatALoss(removed: number, held: number, limit: number): boolean {
  return held > 0 && removed / held > limit;
}
