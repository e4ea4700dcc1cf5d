import type { TimeForm } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { toShanghaiTime } from '../../kernel/shanghai-time.ts';

/** Times outside these bounds may lack a four-digit year. */
const [firstYear, lastYear] = [Date.parse('0001-01-02T00:00:00Z'), Date.parse('9999-12-31T00:00:00Z')];

/** Formats in Asia/Shanghai; only `epoch-milliseconds` keeps milliseconds. */
export function formatTime(instant: Instant, form: TimeForm): string {
  const local = toShanghaiTime(Date.parse(instant)).slice(0, 19);
  switch (form) {
    case 'yyyy-MM-dd HH:mm:ss':
      return local.replace('T', ' ');
    case 'yyyyMMddHHmmss':
      return local.replace(/\D/g, '');
    case 'yyyy-MM-dd':
      return local.slice(0, 10);
    case 'rfc3339':
      // RFC 3339 has no seconds in an offset, which Shanghai had before 1901; +08:00 names the same instant.
      return `${secondsAfter(instant, 8 * 3600).slice(0, 19)}+08:00`;
    case 'epoch-seconds':
      return String(Math.floor(Date.parse(instant) / 1000));
    case 'epoch-milliseconds':
      return String(Date.parse(instant));
  }
}

/** .NET writes `/Date(1606694400000+0800)/`: the zone does not move the instant. */
function unwrapDate(text: string, unit: 'epoch-seconds' | 'epoch-milliseconds'): string {
  const [, number] = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text) ?? [];
  return number === undefined || unit !== 'epoch-milliseconds' ? text : number;
}

/** Answers Asia/Shanghai time; `null` when it is no number or outside years 1 to 9999. */
export function epochToShanghaiTime(count: string, unit: 'epoch-seconds' | 'epoch-milliseconds'): string | null {
  const number = unwrapDate(count.trim(), unit);
  if (!/^-?\d{1,15}(\.\d+)?$/.test(number)) return null;
  const milliseconds = Number(number) * (unit === 'epoch-seconds' ? 1000 : 1);
  if (milliseconds < firstYear || milliseconds >= lastYear) return null;
  return formatTime(new Date(Math.floor(milliseconds)).toISOString(), 'yyyy-MM-dd HH:mm:ss');
}
