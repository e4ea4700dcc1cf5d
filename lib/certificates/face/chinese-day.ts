import type { Day } from '../../../schemas/kernel/day.ts';

/** Formats a day as certificates print it: `2024-03-05` → 2024年3月5日. */
export function chineseDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
