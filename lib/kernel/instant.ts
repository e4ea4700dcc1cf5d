import type { Day, Instant } from '../../schemas/kernel/day.ts';

/** Accepts negative seconds; returns UTC with milliseconds. Throws RangeError for an invalid instant. */
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

/** Formats a day as a certificate prints it: `2024-03-05` → 2024年3月5日. */
export function chineseDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
