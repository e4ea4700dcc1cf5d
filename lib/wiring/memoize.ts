const maxEntries = 1_000;

/**
 * Age of cached accounts, grants, code lists, certificate types and the search index. A change takes effect within it:
 * half of the minute that is promised for a deactivated account.
 */
export const cacheMs = 30_000;

/** Calls `make` once: a warm function opens its ports once. */
export function memoize<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Shares one attempt among concurrent callers; a failed attempt is not cached. */
export function memoizeAsync<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => {
    const attempt = (made ??= make());
    try {
      return await attempt;
    } catch (error) {
      if (made === attempt) made = undefined;
      throw error;
    }
  };
}

/**
 * Caches per key for `ttlMs`, at most 1,000 keys; concurrent callers share one load.
 * `undefined` and failures are not cached: the key may exist a moment later.
 */
export function ttlCache<T>(
  ttlMs: number,
  load: (key: string) => Promise<T | undefined>,
  now: () => number = Date.now,
): (key: string) => Promise<T | undefined> {
  const entries = new Map<string, { readonly until: number; readonly value: Promise<T | undefined> }>();
  return async (key) => {
    const known = entries.get(key);
    if (known !== undefined && known.until > now()) return await known.value;
    const value = load(key);
    entries.delete(key);
    entries.set(key, { until: now() + ttlMs, value });
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

/** Caches until `version` changes, at most `maxAgeMs`: an index may lag behind the version. Failures are not cached. */
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
