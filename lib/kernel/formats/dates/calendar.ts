const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Checks against the Gregorian calendar, years 1 to 9999. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 1 || year > 9999 || day < 1) return false;
  if (month === 2 && day === 29) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (daysInMonth[month - 1] ?? 0);
}

const serialEpoch = Date.UTC(1899, 11, 30);

/** Converts an Excel serial (1900 system) to the second, from 61 (1900-03-01) to `maxSerial` (9999-12-31). */
export function serialToMoment(serial: number): string {
  return new Date(serialEpoch + Math.round(serial * 86_400) * 1000).toISOString().slice(0, 19);
}

export const maxSerial = 2_958_465;
