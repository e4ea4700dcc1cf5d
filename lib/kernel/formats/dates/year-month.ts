import { compatibleText } from '../../text/unified-text.ts';
import type { FilledCell, Format } from '../format.ts';
import { checkDay } from './date.ts';
import { parseMomentCell } from './parse-day-cell.ts';

const shape = /^((?:19|20)\d{2})(?:[-/.年]?(0[1-9]|1[0-2])|[-/.年]([1-9]))月?$/;

/** 2020.1 may be January or October. */
function toMonthText(cell: FilledCell): string {
  if (typeof cell === 'string')
    return compatibleText(cell)
      .replace(/\s+/gu, '')
      .replace(/[\u2010-\u2015\u2212]/gu, '-');
  return typeof cell === 'number' && Number.isInteger(cell) ? String(cell) : '';
}

function isStoredMonth(text: string): boolean {
  if (text.length !== 7 || text.charCodeAt(4) !== 0x2d) return false;
  let digits = 0;
  for (let i = 0; i < 7; i++) {
    if (i === 4) continue;
    const digit = text.charCodeAt(i) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return false;
    digits = digits * 10 + digit;
  }
  const month = digits % 100;
  return digits >= 190_000 && digits < 210_000 && month >= 1 && month <= 12;
}

/** 年月, GB/T 7408: `YYYY-MM`; a full date gives its month. */
export const yearMonth: Format = {
  hint: '按“年-月”填写，例如 2020-11，也可以写作 202011。',
  examples: ['2020-11', '202011'],
  excel: 'text',
  compile: (field, reading) => (cell) => {
    if (typeof cell === 'string' && !field.past && isStoredMonth(cell)) return cell;
    const parts = shape.exec(toMonthText(cell));
    if (parts !== null) {
      const month = `${parts[1] ?? ''}-${(parts[2] ?? parts[3] ?? '').padStart(2, '0')}`;
      return field.past && month > reading.today.slice(0, 7) ? reading.note('date-in-future') : month;
    }
    const moment = parseMomentCell(cell);
    if (moment === null) return null;
    if (typeof moment === 'string') return reading.note('year-month-format');
    return checkDay(moment.day, field, reading) === null ? null : moment.day.slice(0, 7);
  },
};
