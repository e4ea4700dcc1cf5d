import type { FilledCell, Format } from '../format.ts';
import { compactText } from '../text/compact-text.ts';
import { parseMomentCell } from './parse-day-cell.ts';

/** 年份: `YYYY`; a date cell gives its year. */
export const year: Format = {
  hint: '填写 4 位数字年份，例如 2020。',
  examples: ['2020'],
  excel: 'text',
  compile:
    (field, { note, today }) =>
    (cell) => {
      const text = toYearText(cell);
      const parts = /^((?:1[89]|2[01])\d{2})年?度?$/.exec(text);
      if (parts !== null) {
        const value = parts[1] ?? '';
        return field.past && value > today.slice(0, 4) ? note('date-in-future') : value;
      }
      if (typeof cell === 'string') return text === '' ? null : note('year-format');
      const moment = typeof cell === 'object' ? parseMomentCell(cell) : null;
      return moment === null || typeof moment === 'string' ? note('year-format') : moment.day.slice(0, 4);
    },
};

function toYearText(cell: FilledCell): string {
  if (typeof cell === 'string') return compactText(cell);
  return typeof cell === 'number' ? String(cell) : '';
}
