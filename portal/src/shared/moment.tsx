import { useState } from 'react';
import { localNow } from './demo.ts';

const zone = 'Asia/Shanghai';
const partsOf = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function readParts(instant: Date): Readonly<Record<string, string>> {
  return Object.fromEntries(partsOf.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** `12月5日 14:30` in Shanghai; another year is named. */
export function formatMoment(iso: string, now: Date): string {
  const { year, month, day, hour, minute } = readParts(new Date(iso));
  const named = readParts(now)['year'] === year ? '' : `${year}年`;
  return `${named}${month}月${day}日 ${hour}:${minute}`;
}

/** `2020年12月5日` of a day `2020-12-05`. */
export function formatDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** The full moment, to the second, is the title. */
export function Moment({ iso }: { readonly iso: string }) {
  const [now] = useState(localNow);
  const { year, month, day, hour, minute, second } = readParts(new Date(iso));
  return (
    <time dateTime={iso} title={`${year}年${month}月${day}日 ${hour}:${minute}:${second}`}>
      {formatMoment(iso, now)}
    </time>
  );
}
