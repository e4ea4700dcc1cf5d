const dayMs = 86_400_000;
const dayAndTime = /^(?:(\d{4}-\d\d-\d\d))?T?(?:(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?)?$/;

/**
 * The serial number of a day or moment in the 1900 system, with its fraction for the time; a time alone lies between 0 and 1.
 * Excel counts a 29 February 1900 that never was: it is 60, and the days before it stand one lower than the calendar says.
 * `null` for a day before 1900 or for anything else.
 */
export function dateSerial(date: string): number | null {
  const parts = dayAndTime.exec(date);
  if (parts === null || date === '') return null;
  const [, day, hours = '0', minutes = '0', seconds = '0', fraction = ''] = parts;
  const time = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}0`)) / 86_400;
  if (day === undefined) return time;
  if (day === '1900-02-29') return 60 + time;
  const ms = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(ms)) return null;
  const days = Math.round((ms - Date.UTC(1899, 11, 31)) / dayMs);
  if (days < 1) return null;
  return (days >= 60 ? days + 1 : days) + time;
}
