import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';
import { citizenIdFault, dayToNumber, readCitizenId } from './citizen-id.ts';
import { creditCodeFault, readCreditCode } from './credit-code.ts';

/** Digits with a year of birth mean a person: the check character alone cannot tell. */
export const citizenIdOrCreditCode: Format = {
  hint: '个人填写 18 位公民身份号码，单位填写 18 位统一社会信用代码。',
  examples: ['41110219900307001X', '91411102MA40ABCD1E'],
  excel: 'text',
  compile: (field, { note, today }) => {
    const now = dayToNumber(today);
    return createTextCellReader(note, (raw) => {
      const value = compactCode(raw);
      if (value === '') return null;
      if (value.length === 15) return readCitizenId(value, now, note);
      if (value.length !== 18) return note('citizen-id-or-credit-code-format');
      if (citizenIdFault(value, now) === null) return readCitizenId(value, now, note);
      if (creditCodeFault(value) === null || field.exceptions?.includes(value) === true)
        return readCreditCode(value, field, note);
      return /^[1-9]\d{5}(18|19|20)\d{9}[\dX]$/.test(value)
        ? readCitizenId(value, now, note)
        : readCreditCode(value, field, note);
    });
  },
};
