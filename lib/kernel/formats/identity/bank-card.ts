import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';
import { isOneCharacterRepeated, passesLuhn } from './check-characters.ts';

/** 12–19 digits. A failed Luhn check warns: corporate accounts need not pass it. */
export const bankCard: Format = {
  hint: '填写 12 至 19 位数字的银行卡号或账号，单元格用文本格式。',
  examples: ['6222021234567890128'],
  excel: 'text',
  compile: (_field, { note }) =>
    createTextCellReader(note, (raw) => {
      const value = compactCode(raw).replaceAll('-', '');
      if (value === '') return null;
      if (!/^\d{12,19}$/.test(value) || isOneCharacterRepeated(value)) return note('bank-card-format');
      if (!passesLuhn(value)) note('bank-card-check-digit');
      return value;
    }),
};
