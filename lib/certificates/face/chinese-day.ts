import type { Day } from '../../../schemas/kernel/day.ts';

/** `2024-03-05` as a certificate says it: 2024年3月5日. */
export function chineseDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
