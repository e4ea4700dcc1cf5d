import type { Day, Instant } from '../../schemas/kernel/day.ts';

export function secondsAfter(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}

/** Uses Asia/Shanghai, which is UTC+8 all year. */
export function dayInShanghai(instant: Instant): Day {
  return secondsAfter(instant, 8 * 3600).slice(0, 10);
}

/** Formats `2020-12-01 10:30` in Asia/Shanghai. */
export function minuteInShanghai(instant: Instant): string {
  return secondsAfter(instant, 8 * 3600)
    .slice(0, 16)
    .replace('T', ' ');
}
