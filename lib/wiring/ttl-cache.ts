/** Answers kept at the most; the oldest is forgotten first. */
const maxEntries = 1_000;

/**
 * Keeps what `load` found for each key for some milliseconds, so that a warm function asks once. What was not found is not kept:
 * it may be there the next moment. Two askers at once share one load; a failed load is not kept.
 */
export function ttlCache<T>(
  milliseconds: number,
  load: (key: string) => Promise<T | undefined>,
  now: () => number = Date.now,
): (key: string) => Promise<T | undefined> {
  const entries = new Map<string, { readonly until: number; readonly value: Promise<T | undefined> }>();
  return async (key) => {
    const known = entries.get(key);
    if (known !== undefined && known.until > now()) return await known.value;
    const value = load(key);
    entries.delete(key);
    entries.set(key, { until: now() + milliseconds, value });
    const oldest = entries.keys().next().value;
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    let found: T | undefined;
    try {
      found = await value;
    } finally {
      if (found === undefined && entries.get(key)?.value === value) entries.delete(key);
    }
    return found;
  };
}
