import { refused } from '../../../schemas/kernel/refusal.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { dayInShanghai, secondsAfter, startOfDay } from '../../kernel/instant.ts';
import { limitOf, type ReachedLimit } from './reached-limit.ts';
import type { CountedUse } from './usage-counting.ts';

const daySeconds = 86_400;
const minuteSeconds = 60;

/** `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers): calls of the day and of the minute. */
export function rateLimitHeaders({ quota }: Pick<Grant, 'quota'>, counted: CountedUse): Record<string, string> {
  const left = secondsLeft(counted);
  const { usage } = counted;
  const isThisMinute = usage.minute >= minuteOf(counted);
  const day = Math.max(0, quota.calls - usage.calls);
  const minute = Math.max(0, quota.callsPerMinute - (isThisMinute ? usage.minuteCalls : 0));
  return {
    'ratelimit-policy': `"day";q=${quota.calls};w=${daySeconds}, "minute";q=${quota.callsPerMinute};w=${minuteSeconds}`,
    ratelimit: `"day";r=${day};t=${left.day}, "minute";r=${minute};t=${left.minute}`,
  };
}

/** Refuses a call that was not counted, and says after how many seconds it would be. */
export function refuseQuota(grant: Pick<Grant, 'quota'>, counted: CountedUse & { readonly reached: ReachedLimit }) {
  const { reached } = counted;
  const left = secondsLeft(counted);
  const headers = {
    ...rateLimitHeaders(grant, counted),
    'retry-after': `${reached === 'minute' ? left.minute : left.day}`,
  };
  const limits = {
    calls: refused('quota-calls', { limit: limitOf(grant.quota, 'calls') }),
    rows: refused('quota-rows', { limit: limitOf(grant.quota, 'rows') }),
    subjects: refused('quota-subjects', { limit: limitOf(grant.quota, 'subjects') }),
    minute: refused('quota-minute', { limit: limitOf(grant.quota, 'minute') }),
  };
  return { headers, refusal: limits[reached] };
}

const minuteOf = ({ at }: CountedUse) => Math.floor(Date.parse(at) / 1000 / minuteSeconds);

/** Until the next day in Asia/Shanghai, and the next minute; at least 1. */
function secondsLeft(counted: CountedUse): { readonly day: number; readonly minute: number } {
  const now = Date.parse(counted.at) / 1000;
  const nextDay = Date.parse(secondsAfter(startOfDay(dayInShanghai(counted.at)), daySeconds)) / 1000;
  const nextMinute = (minuteOf(counted) + 1) * minuteSeconds;
  return { day: Math.max(1, Math.ceil(nextDay - now)), minute: Math.max(1, Math.ceil(nextMinute - now)) };
}
