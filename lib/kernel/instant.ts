import type { Day, Instant } from '../../schemas/kernel/day.ts';
import { fromShanghaiTime, toShanghaiTime } from './shanghai-time.ts';

/** Accepts negative seconds; returns UTC with milliseconds. Throws RangeError for an invalid instant. */
export function secondsAfter(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}

/** The moment at which a day begins in Asia/Shanghai. */
export function startOfDay(day: Day): Instant {
  return new Date(fromShanghaiTime(`${day}T00:00:00`)).toISOString();
}

/** The civil date in Asia/Shanghai, by the time-zone database. */
export function dayInShanghai(instant: Instant): Day {
  return toShanghaiTime(Date.parse(instant)).slice(0, 10);
}

/** Formats `2020-12-01 10:30` in Asia/Shanghai. */
export function minuteInShanghai(instant: Instant): string {
  return toShanghaiTime(Date.parse(instant)).slice(0, 16).replace('T', ' ');
}

/** Formats a day as a certificate prints it: `2024-03-05` → 2024年3月5日. */
export function chineseDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
