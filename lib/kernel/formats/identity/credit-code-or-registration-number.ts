import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';
import { isOneCharacterRepeated, registrationNumberCheckDigit } from './check-characters.ts';
import { readCreditCode } from './credit-code.ts';

/** 注册号: credit code, or business registration number of 15 digits, GB/T 17710. */
export const creditCodeOrRegistrationNumber: Format = {
  hint: '填写 18 位统一社会信用代码；没有的，填写 15 位工商注册号。',
  examples: ['91411102MA40ABCD1E', '411100100000015'],
  excel: 'text',
  compile: (field, { note }) =>
    createTextCellReader(note, (raw) => {
      const value = compactCode(raw);
      if (value === '') return null;
      if (value.length === 18) return readCreditCode(value, field, note);
      if (!/^\d{15}$/.test(value) || isOneCharacterRepeated(value))
        return note('credit-code-or-registration-number-format');
      return registrationNumberCheckDigit(value) === value.charAt(14) ? value : note('registration-number-check-digit');
    }),
};
