/**
 * Keeps what `load` gave until the mark moves, or for so many milliseconds at the most: lists lag behind the mark by a moment,
 * so what was loaded right after a change may still be the state before it. A failed load is not kept.
 */
export function cachedUntilChanged<T>(
  maxAgeMs: number,
  version: () => Promise<number>,
  load: () => Promise<T>,
  now: () => number = Date.now,
): () => Promise<T> {
  let cached: { readonly version: number; readonly until: number; readonly value: T } | undefined;
  return async () => {
    const current = await version();
    if (cached !== undefined && cached.version === current && cached.until > now()) return cached.value;
    cached = { version: current, until: now() + maxAgeMs, value: await load() };
    return cached.value;
  };
}
