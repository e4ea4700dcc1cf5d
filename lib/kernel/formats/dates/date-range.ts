import { compatibleText } from '../../text/unified-text.ts';
import type { Format, Note } from '../format.ts';
import { compactText } from '../text/compact-text.ts';
import { isOpenEnd, openEnd } from './date-or-open-end.ts';
import { createDayReader } from './date.ts';
import { parseMomentCell } from './parse-day-cell.ts';
import { parseMoment } from './parse-moment.ts';

const between = /(?:至|到|~|～|——|--|—|–)/u;

const stored = /^(?:\d{4}-\d{2}-\d{2}|\.\.)\/(?:\d{4}-\d{2}-\d{2}|\.\.)$/;

/** A single dash splits only days without dashes; `null` unless there are two halves. */
function splitRange(text: string): readonly [string, string] | null {
  const line = compatibleText(text).trim();
  const parts = splitAtSeparator(line);
  const [first, second] = parts;
  return parts.length === 2 && first !== undefined && second !== undefined ? [first.trim(), second.trim()] : null;
}

function splitAtSeparator(line: string): readonly string[] {
  if (between.test(line)) return line.split(between);
  return stored.test(line) ? line.split('/') : splitAtMiddleDash(line);
}

/** Splits `2015.03.01-2035.03.01`, `20150301-长期`, `2015-03-01-2035-03-01`. */
function splitAtMiddleDash(line: string): readonly string[] {
  const pieces = line.split('-');
  const middle = pieces.length === 4 ? 3 : pieces.length / 2;
  return Number.isInteger(middle) ? [pieces.slice(0, middle).join('-'), pieces.slice(middle).join('-')] : [line];
}

/**
 * 有效期限, an ISO 8601 interval `2015-03-01/2035-03-01`, an open end as `..`.
 * One day alone is the last one, with a warning; 长期 alone is `../..`.
 */
export const dateRange: Format = {
  hint: '按“起始日期-截止日期”填写，例如 2015.03.01-2035.03.01；长期有效的写作 2015.03.01-长期。',
  examples: ['2015.03.01-2035.03.01', '2015.03.01-长期'],
  excel: 'text',
  compile: (field, reading) => {
    const { note } = reading;
    const readDay = createDayReader(field, reading);
    return (cell) => {
      if (typeof cell !== 'string') {
        const last = readDay(cell);
        if (last !== null) note('date-range-one-day');
        return last === null ? null : `${openEnd}/${last}`;
      }
      if (compactText(cell) === '') return null;
      if (isOpenEnd(cell)) return `${openEnd}/${openEnd}`;
      const only = parseMomentCell(cell);
      if (only !== null && typeof only !== 'string') {
        note('date-range-one-day');
        return `${openEnd}/${only.day}`;
      }
      const halves = splitRange(cell);
      if (halves !== null) return readHalves(halves, note);
      return note(only === 'date-not-real' || only === 'date-incomplete' ? only : 'date-range-format');
    };
  },
};

function readHalves([start, end]: readonly [string, string], note: Note): string | null {
  const from = start === openEnd ? openEnd : readRangeDay(start);
  const to = isOpenEnd(end) ? openEnd : readRangeDay(end);
  if (from === 'date-not-real' || to === 'date-not-real') return note('date-not-real');
  if (from === 'date-range-format' || to === 'date-range-format') return note('date-range-format');
  return from !== openEnd && to !== openEnd && from > to ? note('range-out-of-order') : `${from}/${to}`;
}

function readRangeDay(text: string): string {
  const moment = parseMoment(text);
  if (typeof moment !== 'string') return moment.day;
  return moment === 'date-not-real' ? moment : 'date-range-format';
}
