import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { FilledCell, Format, ReadCell, FormatContext } from '../format.ts';
import { dayToNumber } from '../identity/citizen-id.ts';
import { parseMomentCell, parseStoredDay } from './parse-day-cell.ts';

/** Common days skip further checks. */
const commonDays = { first: 19_000_101, last: 21_491_231 };
/** Excel counts 1900-02-29, which never existed. */
const firstUnambiguousDay = 19_000_301;

/** Refuses future days where `field.past`; before 1900 or after 2150 warns. */
export function checkDay(day: string, field: Field, { today, note }: FormatContext): string | null {
  if (field.past && day > today) return note('date-in-future');
  if (day < '1900' || day > '2150') note('date-unlikely');
  return day;
}

/** Days repeat within a column; the full cache is cleared. */
const maxCachedDays = 5000;

/** Drops the time of a cell. */
export function createDayReader(field: Field, reading: FormatContext): ReadCell {
  const known = new Map<string, string>();
  const readOther = (cell: FilledCell): string | null => {
    const moment = parseMomentCell(cell);
    if (moment === null) return null;
    if (typeof moment === 'string') return reading.note(moment);
    if (typeof cell === 'string') {
      if (known.size >= maxCachedDays) known.clear();
      known.set(cell, moment.day);
    }
    return checkDay(moment.day, field, reading);
  };
  const last = Math.min(commonDays.last, field.past ? dayToNumber(reading.today) : commonDays.last);
  return (cell) => {
    const text = toDayText(cell);
    if (text === null) return readOther(cell);
    const number = parseStoredDay(text);
    if (number >= (typeof cell === 'string' ? commonDays.first : firstUnambiguousDay) && number <= last) return text;
    if (typeof cell !== 'string') return readOther(cell);
    const day = known.get(text);
    return day === undefined ? readOther(cell) : checkDay(day, field, reading);
  };
}

function toDayText(cell: FilledCell): string | null {
  if (typeof cell === 'string') return cell;
  return typeof cell === 'object' && 'date' in cell ? cell.date : null;
}

/** 日期, GB/T 7408 (ISO 8601): `YYYY-MM-DD`. */
export const date: Format = {
  hint: '按“年-月-日”填写日期，例如 2020-11-30。',
  examples: ['2020-11-30', '2020/11/3', '20201130'],
  excel: 'date',
  compile: createDayReader,
};
