import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { openEnd } from '../../kernel/formats/dates/date-or-open-end.ts';
import { chineseDay } from '../face/chinese-day.ts';

const openTerm = '长期';

/**
 * Formats a stored value as a licence prints it: days in Chinese, codes as labels, numbers with the unit not in the
 * label.
 */
export function formatFaceValue(value: string, field: Field, codeLists: ReadonlyMap<string, CodeList>): string {
  switch (field.format) {
    case 'code':
      return codeLabel(value, codeLists.get(field.codeList ?? ''));
    case 'date':
    case 'date-or-open-end':
      return formatDay(value);
    case 'date-range':
      return value.split('/').map(formatDay).join('至');
    case 'date-time':
      return value.replace('T', ' ');
    case 'yes-no':
      return value === '1' ? '是' : '否';
    case 'year-month':
      return value.replace(/^(\d{4})-?(\d{2})$/, (_, year: string, month: string) => `${year}年${Number(month)}月`);
    default:
      return field.unit === undefined || field.label.includes(field.unit) ? value : `${value}${field.unit}`;
  }
}

/** Falls back to the code itself. */
export function codeLabel(code: string, list: CodeList | undefined): string {
  return list?.codes.find((entry) => entry.code === code)?.label ?? code;
}

function formatDay(day: string): string {
  if (day === openEnd) return openTerm;
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? chineseDay(day) : day;
}
