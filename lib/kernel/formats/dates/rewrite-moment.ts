import { toShanghaiTime } from '../../shanghai-time.ts';

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const [weekday, month, time] = ['(?:[A-Z]{3,9},? )?', '([A-Z]{3,9})', String.raw`(\d{1,2}:\d{2}(?::\d{2})?)`];

/** A pattern, and which of its parts are year, month, day, time and zone. */
type Writing = readonly [pattern: RegExp, order: readonly (string | undefined)[]];

const writings: readonly Writing[] = [
  // Java: SUN JAN 05 00:00:00 CST 2020
  [
    new RegExp(String.raw`^${weekday}${month} (\d{1,2}) ${time} ([A-Z]{1,4}(?:[+-]\d{1,2}:?\d{2})?) (\d{4})$`),
    ['month', 'day', 'time', 'zone', 'year'],
  ],
  // JavaScript: SUN JAN 05 2020 00:00:00 GMT+0800 (中国标准时间); JAN 5, 2020
  [
    new RegExp(String.raw`^${weekday}${month} (\d{1,2}),? (\d{4})(?: ${time}(?: (GMT[+-]\d{4}))?(?: ?\(.*\))?)?$`),
    ['month', 'day', 'year', 'time', 'zone'],
  ],
  // HTTP: SUN, 05 JAN 2020 00:00:00 GMT; Oracle: 05-JAN-2020
  [
    new RegExp(String.raw`^${weekday}(\d{1,2})[ -]${month}[ -](\d{4})(?: ${time}(?: ([A-Z]{1,4}|[+-]\d{4}))?)?$`),
    ['day', 'month', 'year', 'time', 'zone'],
  ],
];

/** Java names both of China's times so; neither moves a civil time. */
const shanghaiZone = / ?(?:CST|CDT|PRC|ASIA\/SHANGHAI|\(?北京时间\)?)$/u;
/** .NET: milliseconds, and an offset that moves nothing. */
const dotNet = /^\/DATE\((-?\d{1,14})(?:[+-]\d{4})?\)\/$/;

/**
 * Rewrites a capitalized moment as programs and foreigners write it: `SUN JAN 05 00:00:00 CST 2020` becomes
 * `2020-01-5 00:00:00`, `/DATE(1578153600000)/` the time in Shanghai. `null` for all others, and for years of two digits.
 */
export function rewriteMoment(line: string): string | null {
  const [, milliseconds] = dotNet.exec(line) ?? [];
  if (milliseconds !== undefined) return toShanghaiTime(Number(milliseconds)).slice(0, 19);
  for (const [pattern, order] of writings) {
    const parts = pattern.exec(line);
    if (parts !== null) return joined(new Map(order.map((name, i) => [name, parts[i + 1] ?? ''])));
  }
  const civil = line.replace(shanghaiZone, '');
  return civil === line ? null : civil;
}

function joined(parts: ReadonlyMap<string | undefined, string>): string | null {
  const part = (name: string) => parts.get(name) ?? '';
  const month = months.indexOf(part('month').slice(0, 3)) + 1;
  if (month === 0) return null;
  const written = `${part('year')}-${month}-${part('day')} ${part('time')}`.trim();
  return `${written} ${part('zone')}`.replace(shanghaiZone, '').trim();
}
