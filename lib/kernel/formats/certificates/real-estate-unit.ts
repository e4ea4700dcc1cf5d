import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';

const shape = /^\d{12}[A-Z]{2}\d{5}[A-Z]\d{8}$/;
const knownLetters = /^\d{12}(?:J[ABSXCDEFGHWY]|[GZ][BSXCDEFGHWY])\d{5}[FLQW]/;
const localDivisions: ReadonlySet<string> = new Set([
  '411101',
  '411102',
  '411103',
  '411104',
  '411121',
  '411122',
  '411123',
]);

/**
 * 不动产单元代码, GB/T 37346, 28 characters:
 *   6 division | 3 + 3 cadastral district | 2 parcel letters | 5 serial | 1 building letter | 8 building number
 * Unknown letters are a warning (local practice); W (no building) requires eight zeros.
 */
export const realEstateUnit: Format = {
  hint: '填写 28 位不动产单元号，分组之间的空格可写可不写。',
  examples: ['411102001002GB00003F00010001', '411102 001002 GB00003 W00000000'],
  excel: 'text',
  compile: (_field, { note }) =>
    createTextCellReader(note, (raw) => {
      const value = compactCode(raw);
      if (value === '') return null;
      if (!shape.test(value)) return note('real-estate-unit-format');
      if (value.charAt(19) === 'W' && !value.endsWith('00000000')) return note('real-estate-unit-no-building');
      if (!knownLetters.test(value)) note('real-estate-unit-letter');
      if (!localDivisions.has(value.slice(0, 6))) note('real-estate-unit-division');
      return value;
    }),
};
