import { toShanghaiTime } from '../../shanghai-time.ts';
import { compatibleText } from '../../text/unified-text.ts';
import { isCalendarDay } from './calendar.ts';
import { rewriteMoment } from './rewrite-moment.ts';

export type Moment = { readonly day: string; readonly time: string };
export type MomentError = 'date-format' | 'date-not-real' | 'date-incomplete';

/** The longest writing of a moment, with blanks between its parts, is far shorter. */
const maxLength = 100;
/** Time of day with a fraction, then a zone, then Java's `[Asia/Shanghai]`. */
const clock = String.raw`(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d{1,12})?)?`;
const packedClock = String.raw`(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,12})?)?`;
const zonePattern = String.raw`(?: ?((?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2}(?::?\d{2})?)?|Z|UTC|GMT)(?:\[[A-Z/_]{1,40}\])?)?`;
const writtenMoment = new RegExp(
  String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:(?:[日号][ T]*|[ T]+)${clock}${zonePattern}|[日号]? ?(?:Z|[+-]\d{2}:\d{2})?)$`,
);
const packedMoment = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})(?:[ T]*${packedClock}${zonePattern})?$`);
const incompleteMoment = /^(?:1[89]|2[01])\d{2}(?:年|[-/.年]?(?:0?[1-9]|1[0-2])月?)?$/;

/** 上午, as Windows in Chinese writes it; AM and PM stand behind the time. */
const halfOfDay = / ?(上午|下午|[AP]M) ?/u;

const hanDigits = '〇一二三四五六七八九';
const hanDate = /^([〇零○一二三四五六七八九]{4})年(元|[一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/u;
const hanNumber = /^([一二三])?(十)?([一二三四五六七八九])?$/u;

/** 二〇二〇年十一月三十日 → 2020年11月30日; other texts stay. */
function withoutHanDigits(line: string): string {
  const [, year = '', month = '', day = ''] = hanDate.exec(line) ?? [];
  if (year === '') return line;
  const digits = Array.from(year, (sign) => Math.max(0, hanDigits.indexOf(sign))).join('');
  return `${digits}年${month === '元' ? 1 : readHanNumber(month)}月${readHanNumber(day)}日`;
}

/** 1 to 39; 0 for other texts: a day that is not real. */
function readHanNumber(text: string): number {
  const [matched, tens, ten, ones] = hanNumber.exec(text) ?? [];
  if (matched === undefined) return 0;
  const digit = (sign: string | undefined) => (sign === undefined ? 0 : hanDigits.indexOf(sign));
  if (ten === undefined) return tens === undefined || ones === undefined ? digit(tens) + digit(ones) : 0;
  return (tens === undefined ? 1 : digit(tens)) * 10 + digit(ones);
}

function normalizeMoment(text: string): string {
  return withoutHanDigits(compatibleText(text).replace(/\s+/gu, ' ').trim())
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/ ?([-/.年月日号时点分秒:]) ?/gu, '$1')
    .replace(/(?<=年)元(?=月)/u, '1')
    .replace(/\(?(?:星期|周)[一二三四五六日天]\)?/u, ' ')
    .replace(/[时点](?=\d)/u, ':')
    .replace(/[时点]$/u, ':00')
    .replace(/分(?=\d)/u, ':')
    .replace(/[分秒]$/u, '')
    .replace(/ +/gu, ' ')
    .trim()
    .toUpperCase();
}

/** Milliseconds ahead of UTC of `Z`, `+08`, `+0800`, `+08:00`, `GMT+8` and PostgreSQL's `+08:05:43`. */
function parseZoneOffset(zone: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /([+-])(\d{1,2}):?(\d{2})?:?(\d{2})?/.exec(zone) ?? [];
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -offset : offset;
}

/** Moments of which a civil date in Shanghai has a year of four digits. */
const [firstMs, lastMs] = [Date.parse('0001-01-02T00:00:00Z'), Date.parse('9999-12-31T00:00:00Z')];

function toMoment(time: string, zone: string): Moment | MomentError {
  const ms = Date.parse(`${time}Z`) - parseZoneOffset(zone);
  if (ms < firstMs || ms >= lastMs) return 'date-not-real';
  const local = toShanghaiTime(ms);
  return { day: local.slice(0, 10), time: local.slice(11, 19) };
}

/**
 * Converts to ISO 8601 parts in Asia/Shanghai: `20201130`, `2020-11-30`, `2020/11/3`, `2020.1.5`, `2020年11月30日`,
 * `二〇二〇年十一月三十日`, `Sun Jan 05 00:00:00 CST 2020` (rewriteMoment), `2020-11-30 08:30:00`, `2020/11/30 下午 3:00`, `2020-11-30T00:30:00.123Z`, `2020-11-30 00:00:00+08`. A zone behind a bare date
 * (XML Schema's `2020-11-30+08:00`) does not move it. Longer than 100 characters is no date.
 */
export function parseMoment(text: string): Moment | MomentError {
  if (text.length > maxLength) return 'date-format';
  const normalized = normalizeMoment(text);
  const half = halfOfDay.exec(normalized)?.[1];
  const line = half === undefined ? normalized : normalized.replace(halfOfDay, ' ').trim();
  const parts = matchMoment(line) ?? matchRewritten(line);
  if (parts === null) return incompleteMoment.test(line) ? 'date-incomplete' : 'date-format';
  const [, year = '', month = '', date = '', hour, minute, second, zone] = parts;
  if (!isCalendarDay(Number(year), Number(month), Number(date))) return 'date-not-real';
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = readTime(half === undefined ? hour : hourOfDay(hour, half), minute, second);
  if (time === null) return 'date-format';
  return zone === undefined || hour === undefined ? { day, time } : toMoment(`${day}T${time}`, zone);
}

function matchMoment(line: string): RegExpExecArray | null {
  return writtenMoment.exec(line) ?? packedMoment.exec(line);
}

function matchRewritten(line: string): RegExpExecArray | null {
  const rewritten = rewriteMoment(line);
  return rewritten === null ? null : matchMoment(rewritten);
}

/** 12 AM is midnight, 12 PM noon; 下午 15:00 is said too. Without an hour there is no half: 24 is refused. */
function hourOfDay(hour: string | undefined, half: string): string {
  if (hour === undefined) return '24';
  const isLate = half === '下午' || half === 'PM';
  const value = Number(hour);
  if (value > 12) return isLate ? hour : '24';
  return String((value % 12) + (isLate ? 12 : 0));
}

function readTime(hour = '0', minute = '0', second = '0'): string | null {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return [hour, minute, second].map((part) => part.padStart(2, '0')).join(':');
}
