import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { FilledCell, Format, FormatContext } from '../format.ts';
import { compactText } from '../text/compact-text.ts';
import { parseMomentCell } from './parse-day-cell.ts';

/** 年份: `YYYY`; a date cell gives its year. */
export const year: Format = {
  hint: '填写 4 位数字年份，例如 2020。',
  examples: ['2020'],
  excel: 'text',
  compile: (field, context) => (cell) => {
    const { note } = context;
    const text = toYearText(cell);
    const parts = /^((?:1[89]|2[01])\d{2})年?度?$/.exec(text);
    if (parts !== null) {
      return checkYear(parts[1] ?? '', field, context);
    }
    if (typeof cell === 'string') return text === '' ? null : note('year-format');
    const moment = typeof cell === 'object' ? parseMomentCell(cell) : null;
    return moment === null || typeof moment === 'string'
      ? note('year-format')
      : checkYear(moment.day.slice(0, 4), field, context);
  },
};

function checkYear(year: string, { past, range }: Field, { note, today }: FormatContext): string | null {
  if (past && year > today.slice(0, 4)) return note('date-in-future');
  const { min = 0, max = 9999 } = range ?? {};
  if (Number(year) >= min && Number(year) <= max) return year;
  return max === 9999 ? note('below-minimum', { min, unit: '' }) : note('out-of-range', { min, max, unit: '' });
}

function toYearText(cell: FilledCell): string {
  if (typeof cell === 'string') return compactText(cell);
  return typeof cell === 'number' ? String(cell) : '';
}
