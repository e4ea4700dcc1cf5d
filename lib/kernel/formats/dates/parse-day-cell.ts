import type { FilledCell } from '../format.ts';
import { compactText } from '../text/compact-text.ts';
import { isCalendarDay, maxSerial, serialToMoment } from './calendar.ts';
import { type Moment, type MomentError, parseMoment } from './parse-moment.ts';

export type DayError = MomentError | 'date-ambiguous-serial';

/** Converts `YYYY-MM-DD` to YYYYMMDD; 0 for other texts. */
export function parseStoredDay(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d) return 0;
  let digits = 0;
  for (let i = 0; i < 10; i++) {
    if (i === 4 || i === 7) continue;
    const digit = text.charCodeAt(i) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return 0;
    digits = digits * 10 + digit;
  }
  return isCalendarDay(Math.floor(digits / 10_000), Math.floor(digits / 100) % 100, digits % 100) ? digits : 0;
}

function isStoredDay(text: string): boolean {
  return parseStoredDay(text) !== 0;
}

const midnight = '00:00:00';

/** Bare years and months are incomplete, not Excel serials of 1905 and 2450. */
function parseMomentNumber(value: number): Moment | DayError {
  if (Number.isInteger(value) && value >= 10_000_000)
    return value <= 99_991_231 || isPackedTime(value) ? parseMoment(String(value)) : 'date-format';
  const whole = Math.floor(value);
  if (whole >= 1850 && whole <= 2150) return 'date-incomplete';
  if (whole >= 185_001 && whole <= 215_012 && whole % 100 >= 1 && whole % 100 <= 12) return 'date-incomplete';
  if (whole <= 60) return value >= 0 ? 'date-ambiguous-serial' : 'date-format';
  if (whole > maxSerial) return 'date-format';
  const moment = serialToMoment(value);
  return { day: moment.slice(0, 10), time: moment.slice(11) };
}

/** 20201130083000 */
function isPackedTime(value: number): boolean {
  return value >= 18_000_101_000_000 && value <= 99_991_231_235_959;
}

/** Returns `null` if as good as empty. Refuses date cells before 1900-03-01 as ambiguous. */
export function parseMomentCell(cell: FilledCell): Moment | DayError | null {
  if (typeof cell === 'string') {
    if (isStoredDay(cell)) return { day: cell, time: midnight };
    // MySQL stores a missing day as its zero date.
    return compactText(cell) === '' || cell.startsWith('0000-00-00') ? null : parseMoment(cell);
  }
  if (typeof cell === 'number') return parseMomentNumber(cell);
  if (typeof cell === 'boolean') return 'date-format';
  if ('number' in cell) return parseMomentNumber(Number(cell.number));
  if (cell.date < '1900-03-01' && cell.date >= '1899-12-30') return 'date-ambiguous-serial';
  return isStoredDay(cell.date) ? { day: cell.date, time: midnight } : parseMoment(cell.date);
}
