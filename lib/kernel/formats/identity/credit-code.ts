import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { Format, Note } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';
import {
  creditCodeCheckCharacter,
  creditCodeCharacterValue,
  organizationCodeCheckCharacter,
} from './check-characters.ts';

function hasShape(value: string): boolean {
  if (value.length !== 18) return false;
  for (let i = 0; i < 18; i++) {
    const worth = creditCodeCharacterValue(value.charCodeAt(i));
    // No authority has the number 0 (GB 32100, table 1).
    if (worth < 0 || (worth === 0 && i === 0) || (worth > 9 && i > 1 && i < 8)) return false;
  }
  return true;
}

/** Finds the first fault of a code in capitals, GB 32100; `null` if there is none. */
export function creditCodeFault(value: string): 'credit-code-format' | 'credit-code-check-character' | null {
  if (!hasShape(value)) return 'credit-code-format';
  return creditCodeCheckCharacter(value) === value.charAt(17) ? null : 'credit-code-check-character';
}

/** Warns of a wrong embedded organization code, of other prefixes than the field's, and of its confirmed exceptions. */
export function readCreditCode(
  value: string,
  { prefixes, exceptions }: Pick<Field, 'prefixes' | 'exceptions'>,
  note: Note,
): string | null {
  const fault = creditCodeFault(value);
  if (fault === 'credit-code-check-character' && exceptions?.includes(value) === true) {
    note('credit-code-exception');
    return value;
  }
  if (fault !== null) return note(fault);
  if (organizationCodeCheckCharacter(value, 8) !== value.charAt(16)) note('credit-code-organization-part');
  if (prefixes !== undefined && !prefixes.includes(value.slice(0, 2)))
    note('credit-code-prefix', { expected: prefixes.join('、') });
  return value;
}

/** 统一社会信用代码, GB 32100-2015. */
export const creditCode: Format = {
  hint: '填写 18 位统一社会信用代码，由数字和大写字母组成，不含字母 I、O、S、V、Z。',
  examples: ['11411100MB1234562R', '91411102MA40ABCD1E'],
  excel: 'text',
  compile: (field, { note }) =>
    createTextCellReader(note, (raw) => {
      const value = compactCode(raw);
      return value === '' ? null : readCreditCode(value, field, note);
    }),
};
