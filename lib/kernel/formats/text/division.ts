import type { Format } from '../format.ts';
import { isOneCharacterRepeated } from '../identity/check-characters.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from './compact-text.ts';

/** GB/T 2260 */
const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])/;

/**
 * 行政区划代码, GB/T 2260, or nine or twelve digits of the statistics code. Abolished codes stay valid;
 * 411171 is the statistics bureau's own and a warning.
 */
export const division: Format = {
  hint: '填写 6 位行政区划代码，乡镇（街道）为 9 位，村（社区）为 12 位。',
  examples: ['411102', '411121'],
  excel: 'text',
  compile: (_field, { note }) =>
    createTextCellReader(note, (raw) => {
      const value = compactCode(raw);
      if (value === '') return null;
      if (!/^(?:\d{6}|\d{9}|\d{12})$/.test(value)) return note('division-format');
      if (!provinces.test(value) || isOneCharacterRepeated(value) || value.startsWith('411171'))
        note('division-unknown');
      return value;
    }),
};
