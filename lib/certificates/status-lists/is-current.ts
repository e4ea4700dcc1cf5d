import type { Instant } from '../../../schemas/kernel/day.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { CachedStatusList } from './ports.ts';

/** Seconds after which the index surely shows what was written. */
export const indexLagSeconds = 10;

/** Whether a kept list may still go out: nothing was touched since, every place given has one in it, and its time is not over. One that was read just after a change is looked at again soon. */
export function isCurrent(
  cached: CachedStatusList,
  state: { readonly size: number; readonly changes: number },
  now: Instant,
  ttl: number,
): boolean {
  const until = secondsAfter(cached.madeAt, cached.indexCaughtUp ? ttl : Math.min(ttl, indexLagSeconds));
  return cached.changes === state.changes && state.size <= cached.places && now < until;
}
