import type { DateCell } from '../../../kernel/sheet.ts';

const daySeconds = 86_400;
const maxSerial = 2_958_465; // 9999-12-31
const daysFrom1904 = 1462;
const cachedDays = 80_000; // to the year 2119; one object a day

/**
 * Converts to the second; below 1 a time; `undefined`: negative or after 9999-12-31.
 * 60 is 1900-02-29, as in Excel.
 *
 *   43831 → 2020-01-01     43831.3541666667 → 2020-01-01T08:30:00     0.3541666667 → 08:30:00
 */
export function serialDateConverter(date1904: boolean): (serial: number) => DateCell | undefined {
  const days: (DateCell | undefined)[] = new Array<DateCell | undefined>(cachedDays).fill(undefined);
  return (serial) => {
    if (!(serial >= 0 && serial < cachedDays) || !Number.isInteger(serial)) return toDate(serial, date1904);
    return (days[serial] ??= toDate(serial, date1904));
  };
}

function toDate(serial: number, date1904: boolean): DateCell | undefined {
  if (!(serial >= 0)) return undefined;
  let day = Math.floor(serial);
  let seconds = Math.round((serial - day) * daySeconds);
  if (day === 0 && serial < 1) return { date: formatTime(seconds % daySeconds) };
  if (seconds === daySeconds) {
    day += 1;
    seconds = 0;
  }
  if (day > maxSerial - (date1904 ? daysFrom1904 : 0)) return undefined;
  const date = formatDay(day, date1904);
  return { date: seconds === 0 ? date : `${date}T${formatTime(seconds)}` };
}

function formatDay(serial: number, date1904: boolean): string {
  if (!date1904 && serial === 60) return '1900-02-29';
  const days = daysSinceYear0(serial, date1904);
  // 400 years from March to February have 146,097 days.
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - 365 * yearOfEra - Math.floor(yearOfEra / 4) + Math.floor(yearOfEra / 100);
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return `${year}-${padTwo(month)}-${padTwo(dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1)}`;
}

/** Days since 1 March of the year 0; serials below 60 precede 1900-02-29. */
function daysSinceYear0(serial: number, date1904: boolean): number {
  const days1900 = serial < 60 ? serial + 1 : serial;
  return 693_899 + (date1904 ? serial + daysFrom1904 : days1900);
}

function padTwo(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function formatTime(seconds: number): string {
  return `${padTwo(Math.floor(seconds / 3600))}:${padTwo(Math.floor(seconds / 60) % 60)}:${padTwo(seconds % 60)}`;
}

/** Parses ISO 8601 without zone and fractions of a second; `undefined`: not a date. */
export function parseIsoDate(text: string): DateCell | undefined {
  const parts = /^(?:(\d{4}-\d{2}-\d{2}))?(?:T?(\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text.trim(),
  );
  const [, date, minutes, seconds = ':00'] = parts ?? [];
  if (date === undefined) return minutes === undefined ? undefined : { date: `${minutes}${seconds}` };
  const time = minutes === undefined ? '00:00:00' : `${minutes}${seconds}`;
  return { date: time === '00:00:00' ? date : `${date}T${time}` };
}
