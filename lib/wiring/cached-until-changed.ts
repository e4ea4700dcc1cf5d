/**
 * Keeps what `load` gave until the mark moves, or for so many milliseconds at the most: lists lag behind the mark by a moment,
 * so what was loaded right after a change may still be the state before it. A failed load is not kept.
 */
export function refreshed<T>(
  milliseconds: number,
  mark: () => Promise<number>,
  load: () => Promise<T>,
  now: () => number = Date.now,
): () => Promise<T> {
  let kept: { readonly mark: number; readonly until: number; readonly value: T } | undefined;
  return async () => {
    const current = await mark();
    if (kept !== undefined && kept.mark === current && kept.until > now()) return kept.value;
    kept = { mark: current, until: now() + milliseconds, value: await load() };
    return kept.value;
  };
}
