import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from './compact-text.ts';

/** 24个月还款状态: one character per month; `/` only before the opening month. */
export const repaymentMonths: Format = {
  hint: '填写 24 位还款状态，每月一位，可用 /、*、N、1 至 7、D、Z、C、G、#。',
  examples: ['////////*NNNNNNN1NNNNNNN', 'NNNNNNNNNNNNNNNNNNNNNNNN'],
  excel: 'text',
  compile: (_field, { note }) =>
    createTextCellReader(note, (raw) => {
      const value = compactCode(raw);
      if (value === '') return null;
      if (!/^[/*N1-7DZCG#]{24}$/.test(value)) return note('repayment-months-format');
      return /^\/*[^/]*$/.test(value) ? value : note('repayment-months-order');
    }),
};
