import type { Format, Note } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';
import { isOneCharacterRepeated, organizationCodeCheckCharacter } from './check-characters.ts';

/** The printed hyphen is optional. */
export const organizationCodeShape = /^[0-9A-Z]{8}-?[0-9X]$/;

/** Removes the hyphen; `value` matches organizationCodeShape. */
export function readOrganizationCode(value: string, note: Note): string | null {
  const bare = value.replace('-', '');
  if (isOneCharacterRepeated(bare)) return note('organization-code-format');
  return organizationCodeCheckCharacter(bare) === bare.charAt(8) ? bare : note('organization-code-check-character');
}

/** 组织机构代码, GB 11714-1997. */
export const organizationCode: Format = {
  hint: '填写 9 位组织机构代码，由 8 位数字或大写字母和 1 位校验码组成，校验码前的短横线可写可不写。',
  examples: ['D2143569X', 'D2143569-X'],
  excel: 'text',
  compile: (_field, { note }) =>
    createTextCellReader(
      note,
      (raw) => {
        const value = compactCode(raw);
        if (value === '') return null;
        return organizationCodeShape.test(value) ? readOrganizationCode(value, note) : note('organization-code-format');
      },
      (digits) => digits.length < 9,
    ),
};
