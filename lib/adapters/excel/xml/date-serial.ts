const dayMs = 86_400_000;
const dayAndTime = /^(?:(\d{4}-\d\d-\d\d))?T?(?:(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?)?$/;

/** Returns a serial of the 1900 system (1900-02-29 is 60); `null` before 1900 and for other texts. */
export function toDateSerial(date: string): number | null {
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
