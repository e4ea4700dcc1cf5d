/** Answers kept at the most; the oldest is forgotten first. */
const limit = 1_000;

/**
 * Keeps what `load` found for each key for some milliseconds, so that a warm function asks once. What was not found is not kept:
 * it may be there the next moment. Two askers at once share one load; a failed load is not kept.
 */
export function remember<T>(
  milliseconds: number,
  load: (key: string) => Promise<T | undefined>,
  now: () => number = Date.now,
): (key: string) => Promise<T | undefined> {
  const kept = new Map<string, { readonly until: number; readonly value: Promise<T | undefined> }>();
  return async (key) => {
    const known = kept.get(key);
    if (known !== undefined && known.until > now()) return await known.value;
    const value = load(key);
    kept.delete(key);
    kept.set(key, { until: now() + milliseconds, value });
    const oldest = kept.keys().next().value;
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
    let found: T | undefined;
    try {
      found = await value;
    } finally {
      if (found === undefined && kept.get(key)?.value === value) kept.delete(key);
    }
    return found;
  };
}
