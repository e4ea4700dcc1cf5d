import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';
import { isOneCharacterRepeated } from './check-characters.ts';
import { citizenIdFault, dayToNumber } from './citizen-id.ts';
import { creditCodeFault } from './credit-code.ts';

/** 纳税人识别号: credit code, citizen id, or an older number of 15, 17, 18 or 20 characters. */
export const taxpayerId: Format = {
  hint: '填写纳税人识别号：单位为 18 位统一社会信用代码，个人为公民身份号码，旧号码为 15、17、18 或 20 位数字和大写字母。',
  examples: ['91411102MA40ABCD1E', '41110219900307001X'],
  excel: 'text',
  compile: (_field, { note, today }) => {
    const now = dayToNumber(today);
    return createTextCellReader(note, (raw) => {
      const value = compactCode(raw);
      if (value === '') return null;
      if (!/^(?:[0-9A-Z]{15}|[0-9A-Z]{17,18}|[0-9A-Z]{20})$/.test(value) || isOneCharacterRepeated(value))
        return note('taxpayer-id-format');
      if (value.length === 18 && creditCodeFault(value) !== null && citizenIdFault(value, now) !== null)
        note('taxpayer-id-check-character');
      return value;
    });
  },
};
