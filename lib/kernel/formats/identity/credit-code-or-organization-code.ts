import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';
import { readCreditCode } from './credit-code.ts';
import { organizationCodeShape, readOrganizationCode } from './organization-code.ts';

/** 机构代码: credit code (18) or organization code (9). */
export const creditCodeOrOrganizationCode: Format = {
  hint: '填写 18 位统一社会信用代码；没有的，填写 9 位组织机构代码。',
  examples: ['12411100417932102W', 'D2143569X'],
  excel: 'text',
  compile: (field, { note }) =>
    createTextCellReader(
      note,
      (raw) => {
        const value = compactCode(raw);
        if (value === '') return null;
        if (value.length === 18) return readCreditCode(value, field, note);
        return organizationCodeShape.test(value)
          ? readOrganizationCode(value, note)
          : note('credit-code-or-organization-code-format');
      },
      (digits) => digits.length < 9,
    ),
};
