import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { checkLength } from '../text/check-length.ts';
import { compactCode } from '../text/compact-text.ts';
import { vinCheckDigit } from './check-characters.ts';

/** 车辆识别代号, GB 16735 (ISO 3779). Faults are warnings: imports and early frames may differ. */
export const vin: Format = {
  hint: '填写 17 位车辆识别代号（车架号），由数字和大写字母组成，不含字母 I、O、Q。',
  examples: ['LSGPC52U6AF102554'],
  excel: 'text',
  compile: (field, { note }) =>
    createTextCellReader(note, (raw) => {
      const value = compactCode(raw);
      if (value === '') return null;
      if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(value)) note('vin-format');
      else if (vinCheckDigit(value) !== value.charAt(8)) note('vin-check-digit');
      return checkLength(value, field, note);
    }),
};
