import type { Format } from '../format.ts';
import { compactText } from '../text/compact-text.ts';
import { maxSerial } from './calendar.ts';
import { createDayReader } from './date.ts';

/** ISO 8601-2 */
export const openEnd = '..';

const openEndWords =
  /^(?:长期(?:有效)?|永久(?:有效)?|永远|无固定期限|无限期|无期限|\.\.|9999[-/.年]?12[-/.月]?31日?)$/u;

/** Recognizes 长期, 永久 and 99991231. */
export function isOpenEnd(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first >= 0x30 && first <= 0x38) return false;
  return text === '长期' || openEndWords.test(compactText(text));
}

/** 有效期止, stored as `YYYY-MM-DD` or `..`. */
export const dateOrOpenEnd: Format = {
  hint: '按“年-月-日”填写日期，例如 2035-03-01；长期有效的填写“长期”。',
  examples: ['2035-03-01', '长期'],
  excel: 'date-or-text',
  compile: (field, reading) => {
    const readDay = createDayReader(field, reading);
    return (cell) => {
      if (typeof cell === 'string' && isOpenEnd(cell)) return openEnd;
      if (
        cell === 99_991_231 ||
        cell === maxSerial ||
        (typeof cell === 'object' && 'date' in cell && cell.date.startsWith('9999-12-31'))
      )
        return openEnd;
      return readDay(cell);
    };
  },
};
