import type { Day } from '../../../schemas/kernel/day.ts';

/** Days since 1970-01-01 can be added and compared. */
export function toDayNumber(day: Day): number {
  return Date.parse(day) / 86_400_000;
}

const written = new Map<number, Day>();

/** Converts days since 1970-01-01; remembers each day, since formatting is slow. */
export function toDay(number: number): Day {
  const known = written.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
  written.set(number, day);
  return day;
}
