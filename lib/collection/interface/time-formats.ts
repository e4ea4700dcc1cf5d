import type { TimeForm } from '../../../schemas/collection/sources/interface-declaration.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { secondsAfter } from '../../kernel/instant.ts';

/** Beyond these a year has not four digits. */
const [firstYear, lastYear] = [Date.parse('0001-01-02T00:00:00Z'), Date.parse('9999-12-31T00:00:00Z')];

/** Asia/Shanghai has no summer time: UTC+8 all year. */
const offset = 8 * 3600;

/** An instant as a service wants it written, in Asia/Shanghai, down to the whole second. */
export function formatTime(instant: Instant, form: TimeForm): string {
  const local = secondsAfter(instant, offset).slice(0, 19);
  switch (form) {
    case 'yyyy-MM-dd HH:mm:ss':
      return local.replace('T', ' ');
    case 'yyyyMMddHHmmss':
      return local.replace(/\D/g, '');
    case 'yyyy-MM-dd':
      return local.slice(0, 10);
    case 'rfc3339':
      return `${local}+08:00`;
    case 'epoch-seconds':
      return String(Math.floor(Date.parse(instant) / 1000));
    case 'epoch-milliseconds':
      return String(Date.parse(instant));
  }
}

/** A time counted from 1970 as people write it in Asia/Shanghai; `null` when it is no such count, or beyond the year 9999. */
export function epochToShanghaiTime(count: string, unit: 'epoch-seconds' | 'epoch-milliseconds'): string | null {
  if (!/^-?\d{1,15}(\.\d+)?$/.test(count.trim())) return null;
  const milliseconds = Number(count) * (unit === 'epoch-seconds' ? 1000 : 1);
  if (milliseconds < firstYear || milliseconds >= lastYear) return null;
  return formatTime(new Date(Math.floor(milliseconds)).toISOString(), 'yyyy-MM-dd HH:mm:ss');
}
