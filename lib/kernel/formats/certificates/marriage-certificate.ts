import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { checkLength } from '../text/check-length.ts';
import { certificateText } from './certificate-text.ts';

/** 结婚证、离婚证字号: kind, division, year, serial. The Chinese text used before 2004 is a warning. */
export const marriageCertificate: Format = {
  hint: '按证件填写，例如 J411102-2020-000123（J 结婚，L 离婚，BJ、BL 为补领）。',
  examples: ['J411102-2020-000123', 'BL411121-2019-000045'],
  excel: 'text',
  compile: (field, { note }) =>
    createTextCellReader(note, (raw) => {
      const value = certificateText(raw).toUpperCase();
      if (value === '') return null;
      if (!/^(?:J|L|BJ|BL)\d{6}-(?:19|20)\d{2}-\d{6}$/.test(value)) {
        if (!/[一-龥]/.test(value)) return note('marriage-certificate-format');
        note('marriage-certificate-old-form');
      }
      return checkLength(value, field, note);
    }),
};
