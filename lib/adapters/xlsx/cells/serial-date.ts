import type { DateCell } from '../../../kernel/sheet.ts';

const daySeconds = 86_400;
const maxSerial = 2_958_465; // 9999-12-31
const daysFrom1904 = 1462;
const cachedDays = 80_000; // to the year 2119: a sheet's days are few, and each is one object

/**
 * Excel's day numbers as dates, to the second. In the 1900 system 60 is 29 February 1900, a day that never was: Excel shows it, so do we.
 * Below 1 it is a time alone. `undefined`: no date (negative, or after 9999-12-31).
 *
 *   43831 → 2020-01-01     43831.3541666667 → 2020-01-01T08:30:00     0.3541666667 → 08:30:00
 */
export function serialDates(date1904: boolean): (serial: number) => DateCell | undefined {
  const days: (DateCell | undefined)[] = new Array<DateCell | undefined>(cachedDays).fill(undefined);
  return (serial) => {
    if (!(serial >= 0 && serial < cachedDays) || !Number.isInteger(serial)) return dateOf(serial, date1904);
    return (days[serial] ??= dateOf(serial, date1904));
  };
}

function dateOf(serial: number, date1904: boolean): DateCell | undefined {
  if (!(serial >= 0)) return undefined;
  let day = Math.floor(serial);
  let seconds = Math.round((serial - day) * daySeconds);
  if (day === 0 && serial < 1) return { date: clock(seconds % daySeconds) };
  if (seconds === daySeconds) {
    day += 1;
    seconds = 0;
  }
  if (day > maxSerial - (date1904 ? daysFrom1904 : 0)) return undefined;
  const date = dayOf(day, date1904);
  return { date: seconds === 0 ? date : `${date}T${clock(seconds)}` };
}

function dayOf(serial: number, date1904: boolean): string {
  if (!date1904 && serial === 60) return '1900-02-29';
  // Days since 1 March of the year 0; before March 1900 the day that never was is not yet counted.
  const days = (date1904 ? serial + daysFrom1904 : serial < 60 ? serial + 1 : serial) + 693_899;
  // Years that begin in March end with the leap day; 400 of them have 146,097 days.
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - 365 * yearOfEra - Math.floor(yearOfEra / 4) + Math.floor(yearOfEra / 100);
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return `${year}-${two(month)}-${two(ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1)}`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function clock(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A cell written as an ISO date (`t="d"`), as it is: no zone is applied, fractions of a second are dropped. `undefined`: not a date. */
export function isoDate(text: string): DateCell | undefined {
  const parts = /^(?:(\d{4}-\d{2}-\d{2}))?(?:T?(\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text.trim(),
  );
  const [, date, minutes, seconds = ':00'] = parts ?? [];
  if (date === undefined) return minutes === undefined ? undefined : { date: `${minutes}${seconds}` };
  const time = minutes === undefined ? '00:00:00' : `${minutes}${seconds}`;
  return { date: time === '00:00:00' ? date : `${date}T${time}` };
}
