import { toShanghaiTime, isCalendarDay } from './calendar.ts';

export type Moment = { readonly day: string; readonly time: string };
export type MomentError = 'date-format' | 'date-not-real' | 'date-incomplete';

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;
const writtenMoment =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:[日号][ T]*|[ T]+|$)(?:(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d{1,9})?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/;
const packedMoment = /^(\d{4})(\d{2})(\d{2})[ T]*(?:(\d{2}):?(\d{2}):?(\d{2})?)?$/;
const incompleteMoment = /^(?:1[89]|2[01])\d{2}(?:年|[-/.年]?(?:0?[1-9]|1[0-2])月?)?$/;

function normalizeMoment(text: string): string {
  return text
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/\s*([-/.年月日号时点分秒:])\s*/gu, '$1')
    .replace(/\(?(?:星期|周)[一二三四五六日天]\)?/u, ' ')
    .replace(/[时点](?=\d)/u, ':')
    .replace(/[时点]$/u, ':00')
    .replace(/分(?=\d)/u, ':')
    .replace(/[分秒]$/u, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase();
}

function parseZoneOffset(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * Converts to ISO 8601 parts in Asia/Shanghai: `20201130`, `2020-11-30`, `2020/11/3`, `2020.1.5`, `2020年11月30日`,
 * `2020-11-30 08:30:00`, `2020-11-30T00:30:00Z`.
 */
export function parseMoment(text: string): Moment | MomentError {
  const line = normalizeMoment(text);
  const parts = writtenMoment.exec(line) ?? packedMoment.exec(line);
  if (parts === null) return incompleteMoment.test(line) ? 'date-incomplete' : 'date-format';
  const [, year = '', month = '', date = '', hour = '0', minute = '0', second = '0', zone] = parts;
  if (!isCalendarDay(Number(year), Number(month), Number(date))) return 'date-not-real';
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return 'date-format';
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:${second.padStart(2, '0')}`;
  if (zone === undefined) return { day, time };
  const moment = toShanghaiTime(`${day}T${time}`, parseZoneOffset(zone));
  return { day: moment.slice(0, 10), time: moment.slice(11) };
}
