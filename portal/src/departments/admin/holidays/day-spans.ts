import type { Day } from '../../../../../schemas/kernel/day.ts';

/** Days that follow one another, both ends included. */
export type DaySpan = { readonly from: Day; readonly to: Day };

/** An announcement has at most nine days off in a row. */
const maxSpanDays = 31;
const dayMs = 86_400_000;
const weekdays = '日一二三四五六';

const nextDay = (day: Day): Day => new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
const weekdayOf = (day: Day): number => new Date(day).getUTCDay();

/** Joins neighbouring days, as an announcement says them. */
export function toSpans(days: readonly Day[]): readonly DaySpan[] {
  const spans: DaySpan[] = [];
  for (const day of days.toSorted()) {
    const last = spans.at(-1);
    if (last !== undefined && nextDay(last.to) === day) spans.splice(-1, 1, { from: last.from, to: day });
    else spans.push({ from: day, to: day });
  }
  return spans;
}

/** Every day of a span. */
export function daysOf({ from, to }: DaySpan): readonly Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = nextDay(day)) days.push(day);
  return days;
}

/** `10月1日（周四）至10月7日（周三），7 天`; a single day without a number. */
export function describeSpan({ from, to }: DaySpan): string {
  return from === to
    ? describeDay(from)
    : `${describeDay(from)}至${describeDay(to)}，${daysOf({ from, to }).length} 天`;
}

function describeDay(day: Day): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日（周${weekdays[weekdayOf(day)]}）`;
}

export type DayLists = { readonly holidays: readonly Day[]; readonly makeUpDays: readonly Day[] };
export type ListName = keyof DayLists;

type Wanted = DaySpan & { readonly list: ListName; readonly year: number };

/** Says why days cannot be added, or `null`. An input without a day is an empty text. */
export function addingFault({ list, from, to, year }: Wanted, lists: DayLists): string | null {
  if (from === '' || to === '') return '请选择日期。';
  if (!from.startsWith(`${year}-`) || !to.startsWith(`${year}-`)) return `请选择 ${year} 年的日期。`;
  if (to < from) return '最后一天不能早于第一天。';
  const days = daysOf({ from, to });
  if (days.length > maxSpanDays) return `一次放假不会超过 ${maxSpanDays} 天，请核对日期。`;
  const other = list === 'holidays' ? lists.makeUpDays : lists.holidays;
  const taken = days.find((day) => other.includes(day));
  if (taken !== undefined)
    return `${describeDay(taken)}已列为${list === 'holidays' ? '调休上班' : '放假'}，请先从那里移除。`;
  const weekday = list === 'holidays' ? undefined : days.find((day) => ![0, 6].includes(weekdayOf(day)));
  return weekday === undefined ? null : `${describeDay(weekday)}不是周六或周日，本来就上班。请核对日期。`;
}

/** Returns the sorted union of days without duplicates. */
export const addDays = (days: readonly Day[], span: DaySpan): readonly Day[] =>
  [...new Set([...days, ...daysOf(span)])].toSorted();

export const removeDays = (days: readonly Day[], { from, to }: DaySpan): readonly Day[] =>
  days.filter((day) => day < from || to < day);
