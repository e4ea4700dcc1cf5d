import type { Instant } from '../../../schemas/kernel/day.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { CachedStatusList } from './ports.ts';

export const indexLagSeconds = 10;

/**
 * Whether a cached list is untouched, large enough, and within its TTL. One read just after a change expires when the
 * index has caught up.
 */
export function isCurrent(
  cached: CachedStatusList,
  state: { readonly size: number; readonly changes: number },
  now: Instant,
  ttl: number,
): boolean {
  const until = secondsAfter(cached.madeAt, cached.indexCaughtUp ? ttl : Math.min(ttl, indexLagSeconds));
  return cached.changes === state.changes && state.size <= cached.capacity && now < until;
}
